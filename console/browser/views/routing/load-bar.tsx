// How many sessions somebody has, open and promised, beside what policies allow: bars of one department have one scale. Who has no limit has no bar, which would look full.
import { useWords } from "../../words/use-words.ts";
import { routingWords } from "./routing-words.ts";

interface LoadBarProps {
  readonly open: number;
  readonly promised: number;
  /** Of policies that count all sessions of the person. */
  readonly limits: readonly number[];
  /** The bar's whole length. */
  readonly most: number;
}

const width = 160;
const height = 14;

export const LoadBar = ({ open, promised, limits, most }: LoadBarProps) => {
  const { people: say } = useWords(routingWords);
  const scale = (count: number): number => (most <= 0 ? 0 : (Math.min(count, most) / most) * width);
  const isFull = limits.length > 0 && limits.every((limit) => open + promised >= limit);
  const load = say.load(open, promised);
  return (
    <span class={`load ${isFull ? "full" : ""}`}>
      {limits.length > 0 && (
        <svg
          role="img"
          aria-label={say.beside(load, say.limitsOf(limits))}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
        >
          <rect class="ground" x="0" y="2" width={width} height={height - 4} rx="3" />
          <rect class="open" x="0" y="2" width={scale(open)} height={height - 4} rx="3" />
          <rect class="promised" x={scale(open)} y="2" width={scale(promised)} height={height - 4} />
          {limits.map((limit) => (
            <line key={limit} class="limit" x1={scale(limit)} x2={scale(limit)} y1="0" y2={height} />
          ))}
        </svg>
      )}
      <span aria-hidden={limits.length > 0}>
        {load}
        {limits.length > 0 && <span class="quiet"> / {limits.join(", ")}</span>}
      </span>
      {promised > 0 && <span class="quiet">{say.promised(promised)}</span>}
    </span>
  );
};

// Problems that a command names, a line each; nothing where there are none.
import type { Tone } from "./badge.tsx";
import { Foreign } from "./foreign.tsx";
import { Notice } from "./notice.tsx";

interface ProblemListProps {
  readonly title: string;
  readonly tone?: Tone;
  readonly problems: readonly string[];
}

export const ProblemList = ({ title, tone = "warning", problems }: ProblemListProps) =>
  problems.length === 0 ? null : (
    <Notice tone={tone} title={title}>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>
            <Foreign text={problem} most={400} />
          </li>
        ))}
      </ul>
    </Notice>
  );

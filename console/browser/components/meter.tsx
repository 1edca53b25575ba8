// How much of something there is, beside how much there may be.
export const Meter = ({
  label,
  value,
  most,
}: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
}) => {
  const share = most <= 0 ? 1 : Math.min(value / most, 1);
  const tone = share >= 1 ? "bad" : share >= 0.8 ? "warning" : "good";
  return (
    <span class={`meter ${tone}`}>
      <meter aria-label={label} min={0} max={Math.max(most, 1)} value={value} title={`${value} / ${most}`} />
      <span>
        {value} / {most}
      </span>
    </span>
  );
};

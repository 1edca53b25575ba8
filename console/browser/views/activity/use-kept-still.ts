// Keeps a list still while somebody reads it: what is new is counted, and comes when they let it.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

interface KeptStill<Row> {
  /** As they are now; while it is still, without the new ones. */
  readonly rows: readonly Row[];
  readonly newCount: number;
  readonly isStill: boolean;
  /** Stays so until somebody says otherwise. */
  toggle(): void;
  /** While a pointer or the keyboard is in the list. */
  readonly holding: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocusIn(): void;
    onFocusOut(event: FocusEvent): void;
  };
}

export const useKeptStill = <Row>(all: readonly Row[], keyOf: (row: Row) => string): KeptStill<Row> => {
  const isWanted = useSignal(false);
  const isPointed = useSignal(false);
  const isFocused = useSignal(false);
  const shown = useRef<ReadonlySet<string>>(new Set());
  const isStill = (isWanted.value || isPointed.value || isFocused.value) && shown.current.size > 0;
  if (!isStill) shown.current = new Set(all.map(keyOf));
  const rows = all.filter((row) => shown.current.has(keyOf(row)));
  return {
    rows,
    newCount: all.length - rows.length,
    isStill: isWanted.value,
    toggle: () => {
      isWanted.value = !isWanted.value;
    },
    holding: {
      // A finger that scrolls past does not read.
      onPointerEnter: ({ pointerType }) => {
        isPointed.value = pointerType === "mouse";
      },
      onPointerLeave: () => {
        isPointed.value = false;
      },
      onFocusIn: () => {
        isFocused.value = true;
      },
      onFocusOut: ({ currentTarget, relatedTarget }) => {
        isFocused.value =
          currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      },
    },
  };
};

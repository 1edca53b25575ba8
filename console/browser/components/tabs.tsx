// The parts of a view, each with an address of its own.
import { useLocation } from "preact-iso";

export interface Tab {
  readonly href: string;
  readonly name: string;
}

export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => {
  const { path } = useLocation();
  // What stands below a tab's address belongs to it, unless another tab is nearer.
  const [here] = tabs
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .toSorted((one, other) => other.length - one.length);
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ href, name }) => (
        <a key={href} href={href} aria-current={href === here ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
};

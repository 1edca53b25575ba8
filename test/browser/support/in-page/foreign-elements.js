// Runs in the page, as one expression: answers where text that others wrote became more than text, or does something to what stands around it.
(() => {
  const ours = "/assets/";
  const problems = [];

  const handlers = ["onerror", "onload", "onmouseover", "onclick", "onfocus"];
  const neverOurs = [
    ...["iframe", "object", "embed", "base", "style", "meta[http-equiv]"],
    ...[`img:not([src^="${ours}"])`, `script:not([src^="${ours}"])`, 'a[href^="javascript:" i]', "[srcdoc]"],
    ...handlers.map((name) => `[${name}]`),
  ];
  for (const selector of neverOurs)
    for (const element of document.querySelectorAll(selector))
      problems.push(`${selector}: ${element.outerHTML.slice(0, 200)}`);

  /** It begins a line, turns the direction, orders a terminal, or is not seen. */
  const unseen = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u{e0041}]/u;
  const spelt = (text) => JSON.stringify(text.slice(0, 100));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (unseen.test(data))
      problems.push(`unseen characters in ${parentElement.outerHTML.slice(0, 80)}: ${spelt(data)}`);
  }
  for (const name of ["title", "aria-label", "alt", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (unseen.test(element.getAttribute(name)))
        problems.push(`unseen characters in a ${name}: ${spelt(element.getAttribute(name))}`);
  if (unseen.test(document.title)) problems.push(`unseen characters in the title: ${spelt(document.title)}`);
  return problems.slice(0, 10);
})();

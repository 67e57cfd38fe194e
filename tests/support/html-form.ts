import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

export type FormFields = Record<string, string>;

/** All elements of a page, or of one element of it, that fit, in the order of the document. */
export function findElements(within: string | Element, fits: (element: Element) => boolean): Element[] {
  return walk(typeof within === "string" ? parse(within) : within).filter(fits);
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

export function textOf(node: Node): string {
  return walkNodes(node)
    .map((one) => ("value" in one ? one.value : ""))
    .join("");
}

/** The form with a button of this intent: where it goes, and what it holds as it stands. Throws when there is none. */
export function readForm(
  html: string,
  intent: string,
  having: FormFields = {},
): { action: string; fields: FormFields } {
  const forms = findElements(html, ({ tagName }) => tagName === "form").map((form) => ({
    action: attribute(form, "action") ?? "",
    fields: fieldsOf(form),
    intents: walk(form)
      .filter(({ tagName }) => tagName === "button")
      .map((button) => attribute(button, "value")),
  }));
  const found = forms.find(
    ({ intents, fields }) =>
      intents.includes(intent) && Object.entries(having).every(([name, value]) => fields[name] === value),
  );
  if (!found) throw new Error(`the page has no form with a button ${intent}`);
  return found;
}

function fieldsOf(form: Element): FormFields {
  const fields: FormFields = {};
  for (const control of walk(form)) {
    const name = attribute(control, "name");
    if (!name || control.tagName === "button") continue;
    const type = attribute(control, "type");
    if ((type === "radio" || type === "checkbox") && attribute(control, "checked") === undefined) continue;
    if (control.tagName === "select") fields[name] = selectedOption(control);
    else if (control.tagName === "textarea") fields[name] = textOf(control).replace(/^\n/, "");
    else fields[name] = attribute(control, "value") ?? "";
  }
  return fields;
}

function selectedOption(select: Element): string {
  const options = walk(select).filter(({ tagName }) => tagName === "option");
  const selected = options.find((option) => attribute(option, "selected") !== undefined) ?? options[0];
  return selected ? (attribute(selected, "value") ?? textOf(selected)) : "";
}

function walkNodes(node: Node): Node[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return [node, ...children.flatMap(walkNodes)];
}

function walk(node: Node): Element[] {
  return walkNodes(node).filter((one): one is Element => "tagName" in one && one !== node);
}

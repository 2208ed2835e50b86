const variable = '([A-Za-z_][A-Za-z0-9_]*)';

/** How tools write "the variable of this name" in their files. */
const forms = [
  new RegExp(`^\\{env:${variable}\\}$`),
  new RegExp(`^\\$\\{\\{\\s*(?:secrets|env)\\.${variable}\\s*\\}\\}$`),
  new RegExp(`^os\\.environ/${variable}$`),
  new RegExp(`^\\$\\{(?:env:)?${variable}\\}$`),
  new RegExp(`^\\$${variable}$`),
];

/** The variable that a text in a tool's file stands for, where it is no key itself. */
export function referencedVariable(text: string): string | undefined {
  for (const form of forms) {
    const name = form.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** True for a text that the tool replaces by what a command prints or a file holds. */
export function isIndirect(text: string): boolean {
  return /^(?:\$\(.*\)|\{file:.*\})$/s.test(text);
}

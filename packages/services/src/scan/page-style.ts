/** The look of the page, in the light or dark colours that the reader's system asks for. */
export const pageStyle = `
:root { color-scheme: light dark; --line: #8886; --file: #4878a8; --model: #a8642a; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; display: block; }
svg rect { stroke: Canvas; stroke-width: 1.5; }
svg a:hover rect { opacity: 0.8; }
svg text { font: 12px system-ui, sans-serif; fill: #fff; pointer-events: none; }
rect.file { fill: var(--file); }
rect.model { fill: var(--model); }
.key span { display: inline-block; width: 0.8em; height: 0.8em; }
.key span.file { background: var(--file); }
.key span.model { background: var(--model); margin-left: 1em; }
.warn { font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-top: 1px solid var(--line); }
td:nth-child(-n + 2) { white-space: nowrap; }
tr:target { outline: 2px solid var(--model); }
ul { margin: 0; padding-left: 1.1rem; }
td p { margin: 0; }
`;

// The diagnostic as one HTML page that needs nothing else: no scripts, no fonts, nothing from elsewhere; light or dark as the reader's system is.
import { type Diagnosis } from '../diagnosis';
import { capital, placeOf, type Plot, sectionsOf, type Table } from './content';
import { chart, escaped } from './svg';

const style = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1d2430;--dim:#5b6675;--line:#d7dce3;--c0:#3366cc;--c1:#d1480b;--c2:#2c8a4b;--c3:#8a3ab9;--c4:#a37800;--c5:#c02b5b}
@media(prefers-color-scheme:dark){:root{--bg:#15181d;--fg:#e4e8ee;--dim:#9aa6b5;--line:#363d47;--c0:#7aa5ff;--c1:#ff9a5c;--c2:#6fcf8f;--c3:#c99bf0;--c4:#e0bd4f;--c5:#ff86a8}}
body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:68rem;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid var(--line);margin-top:2rem}
table{border-collapse:collapse;margin:.7rem 0;font-variant-numeric:tabular-nums}th,td{border-bottom:1px solid var(--line);padding:.15rem .9rem .15rem 0;text-align:left;vertical-align:top}
th{color:var(--dim);font-weight:600}.plots{display:flex;flex-wrap:wrap;gap:.6rem}.plots figure{margin:0;width:320px;max-width:100%}
svg{width:100%;height:auto}svg text{fill:var(--fg);font:11px system-ui,sans-serif}svg .l{fill:var(--dim);font-size:9px}svg .g{stroke:var(--line)}
svg .c{fill:none;stroke-width:1.4}.c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}.c4{stroke:var(--c4)}.c5{stroke:var(--c5)}
figcaption{font-size:11px;color:var(--dim)}figcaption i{display:inline-block;width:14px;height:3px;vertical-align:middle;margin:0 3px 0 8px}
.b0{background:var(--c0)}.b1{background:var(--c1)}.b2{background:var(--c2)}.b3{background:var(--c3)}.b4{background:var(--c4)}.b5{background:var(--c5)}
article{border-left:4px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:1rem 0}.problem{border-color:var(--c5)}.warning{border-color:var(--c4)}.note{border-color:var(--c0)}
article h3{margin:0;font-size:1rem}article p{margin:.2rem 0}.dim{color:var(--dim)}code{font-size:.9em}`;

const code = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const tableHtml = ({ head, rows }: Table): string =>
  `<table><thead><tr>${head.map((each) => `<th scope="col">${escaped(each)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((each) => `<td>${code(each)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const plotHtml = (plot: Plot): string => {
  const drawn = chart(plot);
  const names = plot.curves.map(({ name }, i) => `<i class="b${i % 6}"></i>${escaped(name)}`).join('');
  return drawn === '' ? '' : `<figure>${drawn}<figcaption>${names}</figcaption></figure>`;
};

export function htmlReport(of: Diagnosis): string {
  const title = `Diagnostic of ${escaped(of.files.data.slice(of.files.data.lastIndexOf('/') + 1))}`;
  const findings = of.findings.map((each) => {
    const place = placeOf(each.place);
    const where = place === '' ? '' : ` <span class="dim">${escaped(place)}</span>`;
    return `<article class="${each.severity}"><h3>${each.severity}: ${code(each.title)}${where}</h3><p>${code(capital(each.evidence))}.</p><p><strong>Change:</strong> ${code(each.change)}.</p><p class="dim">Because ${code(each.why)}.</p></article>`;
  });
  const sections = sectionsOf(of).map(
    ({ title: heading, lines, tables, plots }) =>
      `<h2>${escaped(heading)}</h2>${lines.map((line) => `<p>${code(line)}</p>`).join('')}${plots.length === 0 ? '' : `<div class="plots">${plots.map(plotHtml).join('')}</div>`}${tables.map(tableHtml).join('')}`,
  );
  const notes =
    of.notes.length === 0 ? '' : `<h2>Notes</h2><ul>${of.notes.map((note) => `<li>${code(note)}</li>`).join('')}</ul>`;
  const next = `<h2>Next</h2><ol>${of.next.map((step) => `<li>${code(step)}</li>`).join('')}</ol>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>${sections[0] ?? ''}<h2>Findings</h2>${findings.join('') || '<p>None.</p>'}${next}${sections.slice(1).join('\n')}${notes}</body></html>
`;
}

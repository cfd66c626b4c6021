// Counts what the linter finds in folders of code: findings per 1 000 lines by severity and by rule, and each finding where asked.
// usage: node bench/wild.mjs [--list] [--rule ID] [--min-severity error|warning|information] FOLDER …
import { readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    rule: { type: 'string' },
    'min-severity': { type: 'string', default: 'information' },
  },
});
if (folders.length === 0) {
  console.error('usage: node bench/wild.mjs [--list] [--rule ID] [--min-severity SEVERITY] FOLDER …');
  process.exit(2);
}

const cli = join(import.meta.dirname, '..', 'dist', 'cli.cjs');
const severities = ['error', 'warning', 'information'];
const perThousand = (count, lines) => ((1000 * count) / Math.max(1, lines)).toFixed(3);
const total = { files: 0, lines: 0, findings: [] };

for (const folder of folders) {
  const { files, lines } = sizeOf(folder);
  const findings = check(folder);
  total.files += files;
  total.lines += lines;
  total.findings.push(...findings);
  report(folder, files, lines, findings);
}
if (folders.length > 1) report('in all', total.files, total.lines, total.findings);

function report(title, files, lines, findings) {
  const counts = severities.map((severity) => findings.filter((each) => each.severity === severity).length);
  console.log(
    `${title}: ${files} files, ${lines} lines, ${perThousand(findings.length, lines)} findings per 1 000 lines`,
  );
  severities.forEach((severity, i) => {
    console.log(`  ${severity.padEnd(28)} ${String(counts[i]).padStart(5)}  ${perThousand(counts[i], lines)}`);
  });
  const rules = new Map();
  for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  for (const [rule, count] of [...rules].sort((a, b) => b[1] - a[1]))
    console.log(`    ${rule.padEnd(26)} ${String(count).padStart(5)}  ${perThousand(count, lines)}`);
  if (!options.list || title === 'in all') return;
  for (const { file, line, column, severity, rule, message } of findings)
    console.log(`  ${file}:${line}:${column}: ${severity}: ${message} [${rule}]`);
}

/** One process per folder: a tree is checked as its users check it. */
function check(folder) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [cli, 'check', folder, '--format', 'json', '--min-severity', options['min-severity']],
    { encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  if (status === null || status > 2 || stdout === '') throw new Error(`could not check ${folder}: ${stderr}`);
  return JSON.parse(stdout).findings.filter((each) => options.rule === undefined || each.rule === options.rule);
}

/** Of the files that are checked: a notebook counts the lines of its code. */
function sizeOf(folder) {
  let [files, lines] = [0, 0];
  for (const each of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!each.isFile() || !/\.(?:pyw?|ipynb)$/.test(each.name)) continue;
    files++;
    lines += linesOf(join(each.parentPath, each.name));
  }
  return { files, lines };
}

function linesOf(file) {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.ipynb')) return text.split('\n').length;
  try {
    return JSON.parse(text)
      .cells.filter((cell) => cell.cell_type === 'code')
      .reduce((sum, { source }) => sum + (Array.isArray(source) ? source.length : source.split('\n').length), 0);
  } catch {
    return 0;
  }
}

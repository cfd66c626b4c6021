// What `spikelint live` prints: the service, what is missing, and the checklist with what to do; and the same as JSON.
import type { ChecklistItem, Verdict } from '../live/checklistItem';
import type { Tried } from '../diagnose/live/trials';
import type { Reading } from '../live/state';
import type { Looked } from './liveView';
import type { Style } from './style';
import { wrap } from './wrap';

const signs: Readonly<Record<Verdict, string>> = { good: '✓', warning: '!', fault: '✗', unknown: '?' };
const colours: Readonly<Record<Verdict, keyof Style>> = {
  good: 'green',
  warning: 'yellow',
  fault: 'red',
  unknown: 'dim',
};

export function liveText(looked: Looked, style: Style, columns: number): string {
  const { checklist } = looked;
  const count = (verdict: Verdict): number => checklist.filter((each) => each.verdict === verdict).length;
  const lines = [...headOf(looked, style, columns), '', ...itemsOf(looked, style, columns)];
  const several = (verdict: Verdict): string => `${count(verdict)} ${verdict}${count(verdict) === 1 ? '' : 's'}`;
  const sum = `${count('good')} good, ${several('warning')}, ${several('fault')}, ${count('unknown')} not known`;
  return `${[...lines, '', sum].join('\n')}\n`;
}

/** What is to be done is said once for each issue, where it is met first. */
function itemsOf({ checklist, tried }: Looked, style: Style, columns: number): string[] {
  const said = new Set<string>();
  return checklist.flatMap((each) => {
    const isSaid = each.issue !== null && said.has(each.issue);
    if (each.issue !== null) said.add(each.issue);
    return itemLines(
      isSaid ? { ...each, issue: `${each.issue}: as above`, solutions: [] } : each,
      tried,
      style,
      columns,
    );
  });
}

function headOf({ discovery, state, logs, notes }: Looked, style: Style, columns: number): string[] {
  const lines: string[] = [];
  const put = (text: string, indent = ''): void => void lines.push(...wrap(text, columns, indent));
  if (discovery) {
    const { url, service, reached, missing, derived, by } = discovery;
    const title = [service.title, service.version].filter((each) => each !== null).join(' ');
    lines.push(style.bold(`${url}${title === '' ? '' : `  ${title}`}`));
    const session = state?.session ?? state?.readings.sessions?.value?.current ?? null;
    const others = (state?.readings.sessions?.value?.known ?? []).filter((each) => each !== session);
    put(
      `session ${session ?? 'as the service chooses'}${others.length > 0 ? `; it knows ${others.slice(0, 5).join(', ')} too` : ''}`,
    );
    put(`${reached.length} routes reached, found ${by === 'openapi' ? 'in its /openapi.json' : 'by asking'}`);
    if (missing.length > 0) {
      put(
        `${missing.length} of the runbook’s routes are missing${derived.length > 0 ? `; ${derived.length} of them are answered by others or worked out from them` : ''}`,
      );
      const bare = missing.filter((each) => !derived.some(({ route }) => route === each));
      if (bare.length > 0) put(`not known therefore: ${bare.join(', ')}`, '  ');
    }
  }
  if (logs) put(`log: ${logs.lines} lines, ${logs.relevant} of them about spikes, learning or modulators`);
  for (const each of notes) put(`note: ${each}`);
  for (const { message } of state?.troubles ?? []) put(`not read: ${message}`);
  return lines;
}

function itemLines(
  { verdict, item, text, because, issue, solutions }: ChecklistItem,
  tried: Looked['tried'],
  style: Style,
  columns: number,
): string[] {
  const paint = style[colours[verdict]];
  const head = `${paint(signs[verdict])} ${style.bold(item)}: ${text}`;
  const lines = [head, ...wrap(because, columns, '    ')];
  if (issue !== null) lines.push(`    ${paint(issue)}`);
  solutions.forEach(({ title, how, trial }, i) => {
    lines.push(...wrap(`${i + 1}. ${title}: ${how}`, columns, '    '));
    const found = trial === null ? undefined : tried?.get(trial);
    if (found) lines.push(...wrap(triedWords(found), columns, '       '));
  });
  return lines;
}

/** `simulated, α 0.9 → 0.95: spike rate per step 0 % → 2 %, …` */
function triedWords({ change, before, after, because }: Tried): string {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const textOf = (figures: Tried['before'], name: string): string | undefined =>
    figures.find((each) => each.name === name)?.text;
  const parts = names.map((name) => `${name} ${textOf(before, name) ?? '?'} → ${textOf(after, name) ?? '?'}`);
  return `simulated, ${change}: ${parts.join(', ')}. ${because}`;
}

export function liveJson({ discovery, state, logs, checklist, notes, tried }: Looked): object {
  return {
    url: discovery?.url ?? null,
    service: discovery?.service ?? null,
    session: state?.session ?? state?.readings.sessions?.value?.current ?? null,
    sessions: state?.readings.sessions?.value?.known ?? [],
    dialects: discovery?.dialects ?? [],
    foundBy: discovery?.by ?? null,
    reached: discovery?.reached ?? [],
    missing: discovery?.missing ?? [],
    derived: discovery?.derived ?? [],
    checklist: checklist.map(({ from, solutions, ...rest }) => ({
      ...rest,
      solutions: solutions.map((each) => {
        const found = each.trial === null ? undefined : tried?.get(each.trial);
        return found ? { ...each, tried: found } : each;
      }),
      questions: from,
    })),
    answers: Object.fromEntries(
      Object.entries(state?.readings ?? {}).map(([name, reading]) => [name, answerOf(reading)]),
    ),
    log: logs && { lines: logs.lines, relevant: logs.relevant },
    troubles: state?.troubles ?? [],
    notes,
  };
}

/** Without what is long: a raster has a route of its own. */
function answerOf({ value, raw, from, derived, notes }: Reading<unknown>): object {
  const short = value !== null && JSON.stringify(value).length <= longest ? value : null;
  return { from, derived, notes, understood: value !== null, value: short, ...(value === null ? { raw } : {}) };
}

const longest = 2000;

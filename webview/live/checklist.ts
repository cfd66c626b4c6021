// The runbook's checklist as a live list: each item with its verdict, value and reason, and what to do about it, in the runbook's order.
import { type ChecklistItem, type Solution, type TriedSolution, type Verdict } from '../../src/protocol/live';
import { element } from '../elements';
import { t } from '../texts';
import { button } from '../ui/button';

export interface ChecklistActions {
  readonly tryOut: (item: string, solution: number) => Promise<TriedSolution>;
  /** False where the user did not agree. */
  apply(item: string, solution: number): Promise<boolean>;
}

export interface Checklist {
  readonly element: HTMLElement;
  /** @param beside the same items of the session that this one is held against */
  show(items: readonly ChecklistItem[], beside?: readonly ChecklistItem[]): void;
}

const signs: Readonly<Record<Verdict, string>> = { good: '✓', warning: '!', fault: '✕', unknown: '?' };

const inWords = (verdict: Verdict): string =>
  ({ good: t('good'), warning: t('warning'), fault: t('fault'), unknown: t('unknown') })[verdict];

export function checklist(actions: ChecklistActions | null): Checklist {
  const summary = element('p', { class: 'check-summary', role: 'status' });
  const list = element('ul', { class: 'checks' });
  const rows = new Map<string, Row>();
  return {
    element: element(
      'section',
      { class: 'checklist', 'aria-label': t('Checklist') },
      element('h2', {}, t('Checklist')),
      summary,
      list,
    ),
    show(items, beside = []) {
      const said = summaryOf(items);
      if (summary.textContent !== said) summary.textContent = said;
      for (const item of items) {
        const row = rows.get(item.id) ?? makeRow(item.id, actions);
        if (!rows.has(item.id)) list.append(row.element);
        rows.set(item.id, row);
        row.show(
          item,
          beside.find(({ id }) => id === item.id),
        );
      }
    },
  };
}

function summaryOf(items: readonly ChecklistItem[]): string {
  const count = (verdict: Verdict): number => items.filter((each) => each.verdict === verdict).length;
  const parts: [number, string][] = [
    [count('fault'), t('wrong')],
    [count('warning'), t('to look at')],
    [count('good'), t('good')],
    [count('unknown'), t('unknown')],
  ];
  return parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])).join(' · ');
}

interface Row {
  readonly element: HTMLElement;
  show(item: ChecklistItem, beside: ChecklistItem | undefined): void;
}

/** Changed in place, so that what is open stays open and the focus where it is. */
function makeRow(id: string, actions: ChecklistActions | null): Row {
  const sign = element('span', { class: 'check-sign', 'aria-hidden': 'true' });
  const verdict = element('span', { class: 'unseen' });
  const name = element('span', { class: 'check-name' });
  const value = element('span', { class: 'check-value' });
  const other = element('span', { class: 'check-beside' });
  const because = element('p', { class: 'check-because' });
  const issue = element('p', { class: 'check-issue' });
  const solutions = element('ol', { class: 'solutions' });
  const row = element(
    'li',
    {},
    element(
      'details',
      {},
      element('summary', {}, sign, verdict, name, value, other),
      element('div', { class: 'check-body' }, because, issue, solutions),
    ),
  );
  let shown = '';
  return {
    element: row,
    show(item, beside) {
      const kind = `check check-${item.verdict}`;
      if (row.className !== kind) row.className = kind;
      const write = (target: HTMLElement, text: string): void => {
        if (target.textContent !== text) target.textContent = text;
      };
      write(sign, signs[item.verdict]);
      write(verdict, `${inWords(item.verdict)}: `);
      write(name, item.item);
      write(value, item.text);
      write(other, beside ? `${signs[beside.verdict]} ${beside.text}` : '');
      write(because, item.because);
      write(issue, item.issue === null ? '' : t('Runbook: {0}', item.issue));
      const key = JSON.stringify(item.solutions);
      if (key === shown) return;
      shown = key;
      solutions.replaceChildren(...item.solutions.map((each, at) => solutionItem(id, each, at, actions)));
    },
  };
}

function solutionItem(
  id: string,
  { title, how, trial, changesService }: Solution,
  at: number,
  actions: ChecklistActions | null,
): HTMLElement {
  const result = element('div', { class: 'tried', role: 'status' });
  const buttons: HTMLElement[] = [];
  const tryOut = actions?.tryOut;
  if (tryOut && trial !== null) {
    const press = button({
      label: t('Try by simulation'),
      hint: t('Try by simulation: {0}', title),
      kind: 'quiet',
      onPress: () => {
        press.setDisabled(true);
        result.replaceChildren(t('Simulating …'));
        tryOut(id, at)
          .then(
            (tried) => result.replaceChildren(triedTable(tried)),
            (cause: unknown) => result.replaceChildren(messageOf(cause)),
          )
          .finally(() => press.setDisabled(false));
      },
    });
    buttons.push(press.element);
  }
  if (actions && changesService) {
    const press = button({
      label: t('Do this…'),
      hint: t('Do this… {0}. The service is changed once you agree', title),
      kind: 'quiet',
      onPress: () => {
        actions.apply(id, at).then(
          (done) => result.replaceChildren(done ? t('Done: the service has been changed.') : ''),
          (cause: unknown) => result.replaceChildren(messageOf(cause)),
        );
      },
    });
    buttons.push(press.element);
  }
  return element(
    'li',
    {},
    element('span', { class: 'solution-title' }, title),
    ...(how === '' ? [] : [element('pre', { class: 'solution-how', tabindex: 0 }, how)]),
    ...(buttons.length > 0 ? [element('div', { class: 'solution-actions' }, ...buttons)] : []),
    result,
  );
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function triedTable({ change, before, after, because }: TriedSolution): HTMLElement {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const textOf = (figures: TriedSolution['before'], name: string): string =>
    figures.find((each) => each.name === name)?.text ?? '–';
  const rows = names.map((name) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', { class: 'number' }, textOf(before, name)),
      element('td', { class: 'number' }, textOf(after, name)),
    ),
  );
  const head = element(
    'tr',
    {},
    element('td', {}),
    element('th', { scope: 'col', class: 'number' }, t('before')),
    element('th', { scope: 'col', class: 'number' }, t('after')),
  );
  return element(
    'div',
    {},
    element(
      'table',
      { class: 'figures' },
      element('caption', {}, change),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    ),
    element('p', { class: 'note' }, because),
  );
}

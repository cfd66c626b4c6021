// What the service says of itself in figures: health, statistics, parameters, learning, weights, injections; only what there is.
import { type Readings, type SessionState, type Spread } from '../../src/protocol/live';
import { element } from '../elements';
import { formatCount, formatMeasure, t } from '../texts';

export interface Facts {
  readonly element: HTMLElement;
  show(state: SessionState): void;
}

type Pair = readonly [name: string, text: string];
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
interface Section {
  readonly title: string;
  readonly pairs?: readonly Pair[];
  readonly table?: Table;
  /** The answer as it came, where its shape is not known. */
  readonly raw?: string;
  readonly notes?: readonly string[];
}

/** Sections are made anew only where they have changed, so that what is selected or open stays so. */
export function facts(): Facts {
  const holder = element('div', { class: 'live-facts' });
  let shown = '';
  return {
    element: holder,
    show(state) {
      const sections = sectionsOf(state);
      const key = JSON.stringify(sections);
      if (key === shown) return;
      shown = key;
      const open = new Set([...holder.querySelectorAll('details[open]')].map((each) => each.getAttribute('data-name')));
      const wasEmpty = holder.childElementCount === 0;
      holder.replaceChildren(
        ...sections.map((each, at) => sectionElement(each, wasEmpty ? at < 3 : open.has(each.title))),
      );
    },
  };
}

const figure = (value: number | null, unit = ''): string =>
  value === null ? '–' : `${formatMeasure(value)}${unit === '' ? '' : ` ${unit}`}`;
const percent = (value: number | null): string => (value === null ? '–' : `${formatMeasure(value * 100)} %`);
const spread = (name: string, of: Spread | null, as: (value: number | null) => string = figure): Pair[] =>
  of === null || (of.mean === null && of.min === null && of.max === null)
    ? []
    : [
        [
          name,
          [
            ...(of.mean === null ? [] : [as(of.mean)]),
            ...(of.sd === null ? [] : [`± ${as(of.sd)}`]),
            ...(of.min === null || of.max === null ? [] : [t('({0} to {1})', as(of.min), as(of.max))]),
          ].join(' '),
        ],
      ];
const known = (name: string, value: number | null, as: (value: number | null) => string): Pair[] =>
  value === null ? [] : [[name, as(value)]];
const count = (value: number | null): string => (value === null ? '–' : formatCount(value));

function sectionsOf({ readings, troubles }: SessionState): Section[] {
  const sections: (Section | null)[] = [
    healthOf(readings),
    statsOf(readings),
    lifOf(readings),
    modulatorsOf(readings),
    stdpOf(readings),
    homeostasisOf(readings),
    weightsOf(readings),
    injectionsOf(readings),
    ...rawOf(readings),
    troubles.length === 0
      ? null
      : { title: t('What could not be read'), notes: [...new Set(troubles.map(({ message }) => message))] },
  ];
  return sections.filter((each) => each !== null);
}

function healthOf({ health, sessions }: Readings): Section | null {
  const value = health?.value;
  if (!value) return null;
  const { status, version, messages } = value;
  const session = sessions?.value?.current ?? null;
  return {
    title: t('Health'),
    pairs: [
      [t('status'), status ?? '–'],
      ...(version === null ? [] : [[t('version'), version] as const]),
      ...(session === null ? [] : [[t('session'), session] as const]),
    ],
    notes: messages,
  };
}

function statsOf({ stats, snapshots }: Readings): Section | null {
  const value = stats?.value;
  if (!value) return null;
  return {
    title: t('Spike statistics'),
    pairs: [
      ...known(t('spikes per neuron and step'), value.spikeRate, percent),
      ...known(t('rate'), value.rateHz, (hz) => figure(hz, 'Hz')),
      ...known(t('neurons'), value.neurons, count),
      ...known(t('steps'), value.steps, count),
      ...known(t('spikes'), value.spikes, count),
      ...known(t('silent neurons'), value.silent, percent),
      ...spread(t('single neurons'), value.perNeuron, percent),
      ...spread(t('membrane'), value.membrane),
      ...spread(t('input'), value.input),
      ...(snapshots?.value ? [[t('snapshots'), count(snapshots.value.length)] as const] : []),
    ],
    ...(value.blocks.length > 1
      ? {
          table: {
            columns: [t('block'), t('rate')],
            rows: value.blocks.map((each) => [each.name, percent(each.spikeRate)]),
          },
        }
      : {}),
    notes: [...(stats?.derived ? [stats.derived] : []), ...(stats?.notes ?? [])],
  };
}

/** A membrane that keeps a part α per step leaks with τ = −dt / ln α. */
const tauOf = (alpha: number | null): number | null =>
  alpha !== null && alpha > 0 && alpha < 1 ? -1 / Math.log(alpha) : null;

function lifOf({ lif }: Readings): Section | null {
  const layers = lif?.value;
  if (!layers || layers.length === 0) return null;
  return {
    title: t('LIF parameters'),
    table: {
      columns: [t('layer'), 'N', 'α', t('threshold'), 'β', t('τ (steps)')],
      rows: layers.map(({ name, size, alpha, threshold, beta }) => [
        name,
        count(size),
        figure(alpha),
        figure(threshold),
        figure(beta),
        figure(tauOf(alpha)),
      ]),
    },
    notes: lif?.notes ?? [],
  };
}

function modulatorsOf({ modulators }: Readings): Section | null {
  const value = modulators?.value;
  if (!value) return null;
  const { levels, baseline, others } = value;
  const pairs: Pair[] = [
    ...Object.entries(levels).map(([name, level]): Pair => {
      const base = baseline[name as keyof typeof baseline];
      return [name, base === undefined ? figure(level) : t('{0}, baseline {1}', figure(level), figure(base))];
    }),
    ...Object.entries(others).map(([name, level]): Pair => [name, figure(level)]),
  ];
  return pairs.length === 0 ? null : { title: t('Neuromodulators'), pairs, notes: modulators?.notes ?? [] };
}

function stdpOf({ stdp, learningRate }: Readings): Section | null {
  const value = stdp?.value;
  const rate = learningRate?.value?.current ?? null;
  if (!value) return rate === null ? null : { title: t('Learning'), pairs: [[t('learning rate'), figure(rate)]] };
  return {
    title: t('Learning'),
    pairs: [
      ...(value.enabled === null ? [] : [[t('STDP'), value.enabled ? t('enabled') : t('off')] as const]),
      ...known(t('learning rate of STDP'), value.learningRate, figure),
      ...known(t('learning rate'), rate, figure),
      ...known(t('updates'), value.updates, count),
      ...known(t('potentiations'), value.potentiations, count),
      ...known(t('depressions'), value.depressions, count),
      ...known(t('mean change'), value.meanChange, figure),
      ...known(t('mean size of changes'), value.meanSize, figure),
      ...spread(t('weights'), value.weight),
    ],
    notes: stdp?.notes ?? [],
  };
}

function homeostasisOf({ homeostasis }: Readings): Section | null {
  const value = homeostasis?.value;
  if (!value) return null;
  return {
    title: t('Homeostasis'),
    pairs: [
      ...known(value.quantity, value.current, figure),
      ...known(t('target'), value.target, figure),
      ...known(t('tolerance'), value.tolerance, figure),
      ...known(t('learning rate'), value.learningRate, figure),
      ...known(t('adjustment'), value.adjustment, figure),
    ],
    notes: homeostasis?.notes ?? [],
  };
}

function weightsOf({ weights }: Readings): Section | null {
  const layers = weights?.value?.layers ?? [];
  if (layers.length === 0) return null;
  return {
    title: t('Weights'),
    table: {
      columns: [t('layer'), t('mean'), 'σ', t('lowest'), t('highest')],
      rows: layers.map(({ name, mean, sd, min, max }) => [name, ...[mean, sd, min, max].map((each) => figure(each))]),
    },
    notes: weights?.notes ?? [],
  };
}

const injectionsShown = 12;

function injectionsOf({ injections }: Readings): Section | null {
  const all = injections?.value;
  if (!all) return null;
  if (all.length === 0) return { title: t('Injection schedule'), notes: [t('No injection is scheduled.')] };
  return {
    title: t('Injection schedule'),
    table: {
      columns: [t('modulator'), t('when'), t('amount'), t('event')],
      rows: all
        .slice(-injectionsShown)
        .reverse()
        .map(({ modulator, at, unit, amount, event }) => [
          modulator,
          at === null ? '–' : unit === 'epoch' ? new Date(at).toLocaleTimeString() : `${formatMeasure(at)} ${unit}`,
          figure(amount),
          event ?? '',
        ]),
    },
    notes:
      all.length > injectionsShown ? [t('showing the last {0} of {1}', injectionsShown, formatCount(all.length))] : [],
  };
}

/** Unknown shapes are shown as they came. */
function rawOf(readings: Readings): Section[] {
  return Object.values(readings).flatMap((reading) =>
    reading.value === null ? [{ title: reading.from.join(', '), raw: reading.raw, notes: reading.notes }] : [],
  );
}

function sectionElement({ title, pairs = [], table, raw, notes = [] }: Section, open: boolean): HTMLElement {
  const children: HTMLElement[] = [];
  if (pairs.length > 0)
    children.push(
      element(
        'dl',
        { class: 'pairs' },
        ...pairs.map(([name, text]) => element('div', {}, element('dt', {}, name), element('dd', {}, text))),
      ),
    );
  if (table) children.push(tableElement(title, table));
  if (raw !== undefined) children.push(element('pre', { class: 'raw', tabindex: 0, 'aria-label': title }, raw));
  children.push(...notes.map((note) => element('p', { class: 'note' }, note)));
  return element('details', { class: 'fact', 'data-name': title, open }, element('summary', {}, title), ...children);
}

function tableElement(title: string, { columns, rows }: Table): HTMLElement {
  const cell = (text: string, at: number): HTMLElement =>
    at === 0 ? element('th', { scope: 'row' }, text) : element('td', { class: 'number' }, text);
  const head = columns.map((each, at) => element('th', { scope: 'col', class: at === 0 ? '' : 'number' }, each));
  return element(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': title },
    element(
      'table',
      { class: 'figures' },
      element('caption', { class: 'unseen' }, title),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))),
    ),
  );
}

// The sliders: every number of the network that can be turned, in groups that open where one looks for it.
import { type Dial, type ProbeSettings, type ScriptNumber } from '../../src/protocol/probe';
import { element } from '../elements';
import { formatCount, formatMeasure, t } from '../texts';
import { button } from '../ui/button';
import { slider, type Slider } from '../ui/slider';
import {
  decades,
  dialInWords,
  durationAt,
  durationPlaceOf,
  durationPlaces,
  factorAt,
  placeOf,
  placeStep,
  tidyTurned,
  turnedInWords,
} from './scale';

export interface DialActions {
  /** With every move of a slider. */
  onTurn(): void;
  enter(settings: Pick<ProbeSettings, 'durationMs' | 'seed'>): void;
  write(turned: Readonly<Record<string, number>>): void;
  /** The names of the script that the network hangs on: takes a while. */
  scriptNumbers(progress: (fraction: number) => void): Promise<readonly ScriptNumber[]>;
}

export interface Dials {
  readonly element: HTMLElement;
  /** Shows all sliders, or only that there are some. */
  setOpen(open: boolean): void;
  /** Called when somebody opens or closes them. */
  onToggle(listener: (open: boolean) => void): void;
  turned(): Readonly<Record<string, number>>;
  /** The dials of a script that may have changed since. */
  show(dials: readonly Dial[]): void;
  enter(settings: ProbeSettings): void;
  nameOf(key: string): string;
}

interface Group {
  readonly title: string;
  readonly dials: readonly Dial[];
}

/** A group of few is open at first. */
const fewDials = 8;
/** More are easier found by name. */
const manyDials = 12;
const largestSeed = 100;

export function groupsOf(dials: readonly Dial[]): Group[] {
  const of = (title: string, isIn: (dial: Dial) => boolean): Group => ({ title, dials: dials.filter(isIn) });
  const populations = [...new Set(dials.filter(({ part }) => part === 'population').map(({ of: name }) => name))];
  return [
    of(t('Weights'), ({ part, name }) => part === 'projection' && name === 'weight'),
    of(t('Input'), ({ part }) => part === 'input'),
    ...populations.map((name) => of(name, ({ part, of: own }) => part === 'population' && own === name)),
    of(t('Delays'), ({ part, name }) => part === 'projection' && name === 'delay'),
    of(t('Time step'), ({ part }) => part === 'run'),
  ].filter((group) => group.dials.length > 0);
}

export function dialsPanel(initial: ProbeSettings, dials: readonly Dial[], actions: DialActions): Dials {
  let turned: Record<string, number> = { ...initial.turned };
  let settings: Pick<ProbeSettings, 'durationMs' | 'seed'> = initial;
  let known = dials;
  let numbers: readonly ScriptNumber[] = [];
  const sliders = new Map<string, Slider>();

  const nameOf = (key: string): string => {
    const dial = known.find((each) => each.key === key);
    return dial ? dialInWords(dial) : key;
  };

  const sliderFor = (key: string, label: string, hint: string, inWords: (factor: number) => string): HTMLElement => {
    const made = slider({
      ...{ label, hint, least: -decades, most: decades, step: placeStep, rest: 0 },
      value: placeOf(turned[key] ?? 1),
      resetLabel: t('Reset'),
      inWords: (place) => inWords(factorAt(place)),
      onMove: (place) => {
        turned = tidyTurned({ ...turned, [key]: factorAt(place) });
        summarise();
        actions.onTurn();
      },
    });
    sliders.set(key, made);
    return made.element;
  };

  const rowOf = (dial: Dial, isShort: boolean): HTMLElement => {
    const full = dialInWords(dial);
    const label = isShort && dial.part === 'population' ? dial.name : full;
    return sliderFor(dial.key, label, full, (factor) => turnedInWords(dial, factor));
  };

  /** Sliders are made when they are first seen: a large network has hundreds. */
  const groupElement = ({ title, dials: own }: Group, isOpen: boolean): HTMLElement => {
    const rows = element('div', { class: 'dial-rows' });
    const summary = element('summary', {}, title, element('span', { class: 'note' }, ` ${formatCount(own.length)}`));
    const details = element('details', { class: 'dial-group', open: isOpen }, summary, rows);
    const fill = (): void => {
      if (details.open && rows.childElementCount === 0) rows.append(...own.map((dial) => rowOf(dial, true)));
    };
    details.addEventListener('toggle', fill);
    fill();
    return details;
  };

  const runGroup = (): HTMLElement => {
    const enter = (change: Partial<typeof settings>): void => {
      settings = { ...settings, ...change };
      actions.enter(settings);
      actions.onTurn();
    };
    const duration = slider({
      ...{ label: t('Duration'), ...durationPlaces, resetLabel: t('Reset') },
      value: durationPlaceOf(settings.durationMs),
      rest: durationPlaceOf(initial.durationMs),
      inWords: (place) => {
        const isOwn = Math.abs(place - durationPlaceOf(settings.durationMs)) < durationPlaces.step / 2;
        return `${formatMeasure(isOwn ? settings.durationMs : durationAt(place))} ms`;
      },
      onMove: (place) => enter({ durationMs: durationAt(place) }),
    });
    const seed = slider({
      ...{ label: t('Seed'), least: 0, most: largestSeed, step: 1, resetLabel: t('Reset') },
      value: Math.min(largestSeed, settings.seed),
      rest: Math.min(largestSeed, initial.seed),
      inWords: (value) => String(value === largestSeed && settings.seed > largestSeed ? settings.seed : value),
      onMove: (value) => enter({ seed: value }),
    });
    sliders.set(' duration', duration);
    sliders.set(' seed', seed);
    const rows = element('div', { class: 'dial-rows' }, duration.element, seed.element);
    return element('details', { class: 'dial-group', open: true }, element('summary', {}, t('Run')), rows);
  };

  /** Names of the script, found only when somebody asks: each is tried by reading the script again. */
  const scriptGroup = (): HTMLElement => {
    const rows = element('div', { class: 'dial-rows' });
    const state = element('p', { class: 'note', role: 'status' });
    const details = element(
      'details',
      { class: 'dial-group' },
      element('summary', {}, t('Numbers of the script')),
      state,
      rows,
    );
    const show = (): void => {
      state.textContent = numbers.length === 0 ? t('The network hangs on no number that the script gives a name.') : '';
      rows.replaceChildren(
        ...numbers.map(({ name, value, unit, line }) => {
          const base = { value, unit, origin: 0, text: '' };
          const hint = t('{0}, line {1}', name, line);
          return sliderFor(name, name, hint, (factor) => turnedInWords(base, factor));
        }),
      );
    };
    let asked = false;
    details.addEventListener('toggle', () => {
      if (!details.open || asked) return;
      asked = true;
      state.textContent = t('Looking for what the network hangs on …');
      const progress = (fraction: number): void => {
        state.textContent = t('Looking for what the network hangs on … {0} %', Math.round(fraction * 100));
      };
      actions.scriptNumbers(progress).then(
        (found) => {
          numbers = found;
          show();
        },
        (cause: unknown) => {
          asked = false;
          state.textContent = cause instanceof Error ? cause.message : String(cause);
        },
      );
    });
    return details;
  };

  const groups = element('div', { class: 'dial-groups' });
  const found = element('div', { class: 'dial-groups', hidden: true });
  const search = element('input', { type: 'search', class: 'dial-search', 'aria-label': t('Find a parameter') });
  search.placeholder = t('Find a parameter');
  const seek = (): void => {
    const wanted = search.value.trim().toLowerCase();
    groups.hidden = wanted !== '';
    found.hidden = wanted === '';
    if (wanted === '') return layOut();
    const words = wanted.split(/\s+/);
    const hits = known.filter((dial) => {
      const text = `${dialInWords(dial)} ${dial.key} ${dial.role ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const none = element('p', { class: 'note' }, t('No parameter has that in its name.'));
    found.replaceChildren(
      element('div', { class: 'dial-rows' }, ...hits.slice(0, 30).map((dial) => rowOf(dial, false))),
      ...(hits.length === 0 ? [none] : []),
      ...(hits.length > 30 ? [element('p', { class: 'note' }, t('showing {0} of {1}', 30, hits.length))] : []),
    );
  };
  search.addEventListener('input', seek);
  // The editor hears of keys too.
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      search.value = '';
      seek();
    }
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) event.stopPropagation();
  });

  const words = element('span', { class: 'dial-summary' });
  const reset = button({
    label: t('Reset all'),
    kind: 'quiet',
    onPress: () => {
      turned = {};
      for (const key of known.map((dial) => dial.key)) sliders.get(key)?.setValue(0);
      for (const { name } of numbers) sliders.get(name)?.setValue(0);
      summarise();
      actions.onTurn();
    },
  });
  const write = button({
    label: t('Write …'),
    hint: t('Write what is turned into the script, past a preview'),
    kind: 'secondary',
    onPress: () => actions.write(turned),
  });
  const active = element(
    'div',
    { class: 'dial-active', role: 'status', hidden: true },
    words,
    element('div', { class: 'dial-actions' }, write.element, reset.element),
  );
  const summarise = (): void => {
    const all = Object.entries(tidyTurned(turned));
    active.hidden = all.length === 0;
    words.textContent = all.map(([key, factor]) => `${nameOf(key)} × ${formatMeasure(factor)}`).join(', ');
  };

  const layOut = (): void => {
    sliders.clear();
    const isFew = ({ dials: own }: Group): boolean => own.length <= fewDials;
    const all = groupsOf(known);
    const isTurned = ({ dials: own }: Group): boolean => own.some(({ key }) => (turned[key] ?? 1) !== 1);
    search.hidden = known.length <= manyDials;
    groups.replaceChildren(
      runGroup(),
      ...all.map((group, at) => groupElement(group, (at < 2 && isFew(group)) || isTurned(group))),
      scriptGroup(),
    );
  };

  layOut();
  summarise();
  const title = element('h2', { id: 'dials-title' }, t('Parameters'));
  const all = element(
    'details',
    { class: 'dials-all', open: true },
    element('summary', {}, title),
    element('div', { class: 'dials-scroll' }, search, groups, found),
  );
  return {
    element: element('section', { class: 'dials', 'aria-labelledby': 'dials-title' }, all, active),
    setOpen: (open) => (all.open = open),
    onToggle: (listener) => all.querySelector('summary')?.addEventListener('click', () => listener(!all.open)),
    turned: () => tidyTurned(turned),
    show(next) {
      if (JSON.stringify(next) === JSON.stringify(known)) return;
      known = next;
      layOut();
      summarise();
    },
    enter(given) {
      settings = given;
      turned = { ...given.turned };
      for (const [key, each] of sliders) if (!key.startsWith(' ')) each.setValue(placeOf(turned[key] ?? 1));
      sliders.get(' duration')?.setValue(durationPlaceOf(given.durationMs));
      sliders.get(' seed')?.setValue(Math.min(largestSeed, given.seed));
      summarise();
    },
    nameOf,
  };
}

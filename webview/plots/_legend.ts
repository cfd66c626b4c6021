// The legend of a plot: each line with its name, as a button that hides it and shows it again.
import { element } from '../elements';
import { keptTexts, type Memory } from '../memory';
import { t } from '../texts';
import { type Frame } from './_frame';
import { type Key } from './_heading';
import { svg } from './_svg';

export interface Legend {
  /** What the picture has now. A plot of one line needs no legend. */
  show(keys: readonly Key[]): void;
  isShown(name: string): boolean;
}

const [signWidth, signHeight] = [22, 10];

function signOf({ colour, dash = [], mark = 'line' }: Key): SVGElement {
  const middle = signHeight / 2;
  const shape =
    mark === 'box'
      ? svg('rect', { x: 6, y: 0, width: 10, height: 10, fill: colour })
      : mark === 'point'
        ? svg('circle', { cx: signWidth / 2, cy: middle, r: 3, fill: colour })
        : svg('line', {
            ...{ x1: 0, x2: signWidth, y1: middle, y2: middle },
            ...{ stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dash.join(' ') },
          });
  return svg('svg', { class: 'legend-sign', width: signWidth, height: signHeight, 'aria-hidden': 'true' }, shape);
}

/** @param onChange draws again: the plot leaves out what is not shown */
export function attachLegend(view: Frame, onChange: () => void, memory?: Memory): Legend {
  const hidden = new Set(memory ? keptTexts(memory.recall(view.kind), 'hidden') : []);
  const list = element('div', {
    class: 'legend',
    role: 'group',
    'aria-label': t('Lines of {0}', view.title),
    hidden: true,
  });
  view.picture.before(list);
  let keys: readonly Key[] = [];
  let buttons: readonly HTMLButtonElement[] = [];
  let drawn = '';

  const tell = (): void => {
    keys.forEach(({ name }, at) => buttons[at]?.setAttribute('aria-pressed', String(!hidden.has(name))));
    view.setKeys(keys.length > 1 ? keys.filter(({ name }) => !hidden.has(name)) : []);
  };
  const toggle = (name: string, alone: boolean): void => {
    const others = keys.filter((each) => each.name !== name);
    const isAlone = !hidden.has(name) && others.every((each) => hidden.has(each.name));
    if (alone && isAlone) hidden.clear();
    else if (alone) {
      for (const each of others) hidden.add(each.name);
      hidden.delete(name);
    } else if (!hidden.delete(name)) hidden.add(name);
    memory?.keep(view.kind, { hidden: [...hidden] });
    tell();
    onChange();
  };

  return {
    isShown: (name) => !hidden.has(name),
    show(next) {
      keys = next;
      const signs = JSON.stringify(next);
      if (signs !== drawn) {
        drawn = signs;
        // Whoever stands on a button keeps standing there.
        const focused = buttons.findIndex((each) => each === document.activeElement);
        buttons = next.map((key) => {
          const button = element(
            'button',
            { type: 'button', class: 'legend-item', title: t('Hide or show {0}; with Shift only it', key.name) },
            signOf(key),
            element('span', {}, key.name),
          );
          button.addEventListener('click', ({ shiftKey }) => toggle(key.name, shiftKey));
          return button;
        });
        list.replaceChildren(...buttons);
        list.hidden = next.length < 2;
        if (focused >= 0) buttons[focused]?.focus();
      }
      tell();
    },
  };
}

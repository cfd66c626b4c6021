// The frame that all plots share: heading, a note on what is shown, tools, and the picture, one stop for the keyboard.
import { element } from '../elements';
import { t } from '../texts';
import { type Heading, type Key } from './_heading';

export interface Frame {
  /** Which plot it is, of all that the panel has. */
  readonly kind: string;
  readonly title: string;
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** What holds the canvas, takes the focus and hears of gestures. */
  readonly picture: HTMLElement;
  /** Beside the heading: how much is shown. */
  note(text: string): void;
  /** At the heading's end: values at the pointer. */
  readout(text: string): void;
  /** Says in the picture's place why there is none; null shows the picture. */
  empty(text: string | null): void;
  /** What a screen reader says of the picture. */
  describe(text: string): void;
  /** Says in the heading, for a while, what has been done. */
  tell(text: string): void;
  /** What the picture's lines stand for, in saved pictures. */
  setKeys(keys: readonly Key[]): void;
  heading(): Heading;
  /** The plot's own controls. */
  readonly tools: HTMLElement;
  /** At the heading's very end: what every plot offers. */
  readonly actions: HTMLElement;
}

const toldForMs = 4000;
let made = 0;

/**
 * @param keysHelp what the keys do in the picture, for those who can't see it
 * @param shortcuts the keys, as `aria-keyshortcuts` has them; empty where the picture takes none
 */
export function frame(kind: string, title: string, keysHelp: string, shortcuts = ''): Frame {
  // Several plots of one kind may stand on a page.
  const id = `${kind}-${++made}`;
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const note = element('span', { class: 'note' });
  const readout = element('span', { class: 'readout', 'aria-hidden': 'true' });
  const told = element('span', { class: 'told', role: 'status' });
  const tools = element('div', { class: 'tools' });
  const actions = element('div', { class: 'plot-actions' });
  const message = element('p', { class: 'plot-empty', hidden: true });
  // The values where the keys have gone, for those who don't see the readout.
  const spoken = element('span', { class: 'unseen', role: 'status' });
  const help = element('span', { class: 'unseen', id: `${id}-keys` });
  help.textContent = keysHelp;
  // One stop for the keyboard per plot, announced as a picture with its description.
  const picture = element(
    'div',
    {
      class: 'picture',
      tabindex: 0,
      // A picture that takes keys has to be given them by screen readers.
      role: shortcuts === '' ? 'img' : 'application',
      'aria-roledescription': shortcuts === '' ? undefined : t('plot'),
      'aria-keyshortcuts': shortcuts === '' ? undefined : shortcuts,
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-text ${id}-keys`,
    },
    canvas,
    message,
  );
  const description = element('span', { class: 'unseen', id: `${id}-text` });
  const heading = element(
    'div',
    { class: 'plot-heading' },
    element('div', { class: 'plot-words' }, element('h2', { id: `${id}-title` }, title), note, readout, told),
    tools,
    actions,
  );
  const figure = element(
    'section',
    { class: `plot plot-${kind}`, 'aria-labelledby': `${id}-title` },
    heading,
    picture,
    description,
    help,
    spoken,
  );
  let keys: readonly Key[] = [];
  let forget: ReturnType<typeof setTimeout> | undefined;
  return {
    kind,
    title,
    element: figure,
    canvas,
    picture,
    tools,
    actions,
    note: (text) => (note.textContent = text),
    readout(text) {
      readout.textContent = text;
      if (text === '' || picture.matches(':focus-visible')) spoken.textContent = text;
    },
    empty(text) {
      message.hidden = text === null;
      message.textContent = text ?? '';
      canvas.classList.toggle('covered', text !== null);
    },
    describe: (text) => (description.textContent = text),
    tell(text) {
      clearTimeout(forget);
      told.textContent = text;
      if (text !== '') forget = setTimeout(() => (told.textContent = ''), toldForMs);
    },
    setKeys: (next) => (keys = next),
    heading: () => ({ title, note: note.textContent ?? '', keys }),
  };
}

// The frame that all plots share: heading, a note on what is shown, tools, and the picture, one stop for the keyboard.
import { element } from '../elements';
import { t } from '../texts';

export interface Frame {
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
  readonly tools: HTMLElement;
}

/** @param keysHelp what the keys do in the picture, for those who can't see it */
export function frame(id: string, title: string, keysHelp: string): Frame {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const note = element('span', { class: 'note' });
  const readout = element('span', { class: 'readout', 'aria-hidden': 'true' });
  const tools = element('div', { class: 'tools' });
  const message = element('p', { class: 'plot-empty', hidden: true });
  const keys = element('span', { class: 'unseen', id: `${id}-keys` });
  keys.textContent = keysHelp;
  // One stop for the keyboard per plot, announced as a picture with its description.
  const picture = element(
    'div',
    {
      class: 'picture',
      tabindex: 0,
      role: 'img',
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
    element('h2', { id: `${id}-title` }, title),
    note,
    readout,
    tools,
  );
  const figure = element(
    'section',
    { class: `plot plot-${id}`, 'aria-labelledby': `${id}-title` },
    heading,
    picture,
    description,
    keys,
  );
  return {
    element: figure,
    canvas,
    picture,
    tools,
    note: (text) => (note.textContent = text),
    readout: (text) => (readout.textContent = text),
    empty(text) {
      message.hidden = text === null;
      message.textContent = text ?? '';
      canvas.classList.toggle('covered', text !== null);
    },
    describe: (text) => (description.textContent = text),
  };
}

/** The canvas on the theme's ground, as a PNG. */
export function pictureOf(canvas: HTMLCanvasElement, background: string): Promise<Uint8Array> {
  const copy = element('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  if (!context) return Promise.reject(new Error(t('The picture could not be drawn.')));
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) => {
    copy.toBlob((blob) => {
      if (!blob) reject(new Error(t('The picture could not be drawn.')));
      else void blob.arrayBuffer().then((bytes) => resolve(new Uint8Array(bytes)), reject);
    }, 'image/png');
  });
}

// A slider with its name, its value in words, and a way back: native, so that the keyboard and screen readers know it.
import { setDisabled, type Control } from './control';

export interface SliderOptions {
  readonly label: string;
  /** What the label is short for. */
  readonly hint?: string | undefined;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly value: number;
  /** Where it stands when nobody has moved it. */
  readonly rest: number;
  /** What its name for going back is: "Reset". */
  readonly resetLabel: string;
  /** The value in words: shown beside the name and said by screen readers. */
  readonly inWords: (value: number) => string;
  /** With every move. */
  readonly onMove: (value: number) => void;
}

export interface Slider extends Control {
  setValue(value: number): void;
  /** The words have changed though the value has not. */
  refresh(): void;
}

export function slider(options: SliderOptions): Slider {
  const { label, hint, least, most, step, rest, inWords } = options;
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string): HTMLElementTagNameMap[Tag] => {
    const made = document.createElement(tag);
    made.className = name;
    return made;
  };
  const input = make('input', 'slider-input');
  Object.assign(input, { type: 'range', min: String(least), max: String(most), step: String(step) });
  input.setAttribute('aria-label', hint ?? label);
  const name = make('span', 'slider-name');
  name.textContent = label;
  if (hint) name.title = hint;
  const words = make('output', 'slider-value');
  words.setAttribute('aria-hidden', 'true');
  const reset = make('button', 'slider-reset');
  reset.type = 'button';
  reset.textContent = '↺';
  reset.title = options.resetLabel;
  reset.setAttribute('aria-label', `${options.resetLabel}: ${hint ?? label}`);
  const element = make('div', 'slider');
  element.append(name, words, reset, input);

  let value = options.value;
  const refresh = (): void => {
    const text = inWords(value);
    words.textContent = text;
    input.setAttribute('aria-valuetext', text);
    const isMoved = Math.abs(value - rest) > step / 2;
    element.classList.toggle('moved', isMoved);
    reset.disabled = !isMoved;
  };
  const show = (next: number): void => {
    value = next;
    input.value = String(next);
    refresh();
  };
  const move = (next: number): void => {
    if (next === value) return;
    show(next);
    options.onMove(next);
  };
  const goBack = (): void => move(rest);
  input.addEventListener('input', () => {
    const next = Number(input.value);
    // A hand that means the middle does not hit it to the pixel.
    move(Math.abs(next - rest) < step * 1.5 && Math.abs(value - rest) > step * 2 ? rest : next);
  });
  input.addEventListener('dblclick', goBack);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    goBack();
    event.preventDefault();
  });
  reset.addEventListener('click', () => {
    goBack();
    input.focus();
  });
  show(value);
  return {
    element,
    setDisabled: (disabled) => setDisabled(input, disabled),
    setValue: show,
    refresh,
  };
}

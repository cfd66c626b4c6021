// A drop-down list with one choice.
import { setDisabled, type Control } from './control';
import { useToolkit } from './toolkit';

export interface ChoiceOptions {
  readonly label: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A list as wide as its longest text: so many letters fit, from the narrowest of the style file's widths on. */
const widths = [
  { letters: 6, name: 'choice-short' },
  { letters: 10, name: '' },
  { letters: 14, name: 'choice-long' },
] as const;

function widthFor(items: ChoiceOptions['items']): string {
  const longest = items.reduce((most, { text }) => Math.max(most, text.length), 0);
  return (widths.find(({ letters }) => longest <= letters) ?? { name: 'choice-longest' }).name;
}

export function choice({ label, items, value, onChange }: ChoiceOptions): Control {
  useToolkit();
  const element = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  element.setAttribute('aria-label', label);
  element.classList.add('choice', ...[widthFor(items)].filter(Boolean));
  for (const item of items) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', item.value);
    option.textContent = item.text;
    option.toggleAttribute('selected', item.value === value);
    element.append(option);
  }
  element.addEventListener('change', () => onChange(element.value));
  return { element, setDisabled: (disabled) => setDisabled(element, disabled) };
}

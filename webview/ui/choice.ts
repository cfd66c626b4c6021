// A drop-down list with one choice.
import { setDisabled, type Control } from './control';
import { useToolkit } from './toolkit';

export interface ChoiceOptions {
  readonly label: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function choice({ label, items, value, onChange }: ChoiceOptions): Control {
  useToolkit();
  const element = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  element.setAttribute('aria-label', label);
  element.classList.add('choice');
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

// A button: primary for the one thing to do, secondary for another, quiet for what stands by.
import { setDisabled, type Control } from './control';
import { useToolkit } from './toolkit';

export interface ButtonOptions {
  readonly label: string;
  readonly kind: 'primary' | 'secondary' | 'quiet';
  /** What it does in full, where the label is short. */
  readonly hint?: string;
  readonly onPress: () => void;
}

export interface Button extends Control {
  setLabel(label: string): void;
}

export function button({ label, kind, hint, onPress }: ButtonOptions): Button {
  useToolkit();
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', kind === 'quiet' ? 'icon' : kind);
  element.classList.add(`button-${kind}`);
  element.textContent = label;
  // The toolkit names icon buttons "Icon Button" unless they are named. Who speaks to the machine says what he sees; the hint describes it.
  element.setAttribute('aria-label', label);
  if (hint) element.title = hint;
  element.addEventListener('click', onPress);
  return {
    element,
    setDisabled: (disabled) => setDisabled(element, disabled),
    setLabel: (text) => {
      element.textContent = text;
      element.setAttribute('aria-label', text);
    },
  };
}

// A button that stays pressed: one thing that is on or off.
import { setDisabled, type Control } from './control';

export interface ToggleOptions {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function toggle({ label, hint, isOn, onChange }: ToggleOptions): Control {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'toggle';
  element.textContent = label;
  element.title = hint;
  // The words that are seen come first in what is said.
  element.setAttribute('aria-label', `${label}: ${hint}`);
  let on = isOn;
  const show = (): void => element.setAttribute('aria-pressed', String(on));
  element.addEventListener('click', () => {
    on = !on;
    show();
    onChange(on);
  });
  show();
  return { element, setDisabled: (disabled) => setDisabled(element, disabled) };
}

// A field for one number, with its unit, that says what is wrong instead of guessing.
import { setDisabled, type Control } from './control';
import { useToolkit } from './toolkit';

export interface NumberFieldOptions {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly onEnter: () => void;
  readonly onChange: () => void;
}

export interface NumberField extends Control {
  /** The number, or null where the text is none that is allowed. */
  value(): number | null;
  setValue(value: number): void;
}

export function numberField(options: NumberFieldOptions): NumberField {
  useToolkit();
  const field = document.createElement('vscode-text-field') as HTMLElement & { value: string };
  field.setAttribute('aria-label', options.unit ? `${options.label} (${options.unit})` : options.label);
  field.setAttribute('inputmode', options.whole ? 'numeric' : 'decimal');
  field.classList.add('number-field', ...(options.unit ? ['with-unit'] : []));
  if (options.unit) {
    const unit = document.createElement('span');
    unit.slot = 'end';
    unit.className = 'unit';
    unit.textContent = options.unit;
    field.append(unit);
  }
  const caption = document.createElement('span');
  caption.className = 'caption';
  caption.textContent = options.label;
  caption.setAttribute('aria-hidden', 'true');
  const element = document.createElement('div');
  element.className = 'field';
  element.append(caption, field);

  const value = (): number | null => {
    const text = field.value.trim();
    const number = Number(text);
    const fits = text !== '' && number >= options.least && number <= options.most;
    return fits && (!options.whole || Number.isInteger(number)) ? number : null;
  };
  field.addEventListener('input', () => {
    const wrong = value() === null;
    field.setAttribute('aria-invalid', String(wrong));
    field.classList.toggle('wrong', wrong);
    options.onChange();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') options.onEnter();
    // The editor hears of keys too: it would select its own text and take the focus with it.
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) event.stopPropagation();
  });
  field.setAttribute('value', String(options.value));
  return {
    element,
    value,
    setValue: (number) => {
      field.value = String(number);
      field.setAttribute('aria-invalid', 'false');
      field.classList.remove('wrong');
    },
    setDisabled: (disabled) => setDisabled(field, disabled),
  };
}

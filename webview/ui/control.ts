// What every control gives to the panels: its element, and the few things that change later.

export interface Control {
  readonly element: HTMLElement;
  setDisabled(disabled: boolean): void;
}

export function setDisabled(target: HTMLElement, disabled: boolean): void {
  target.toggleAttribute('disabled', disabled);
}

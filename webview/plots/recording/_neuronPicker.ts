// Asks for a neuron to trace: its population and its number.
import { type Population, type TracedNeuron } from '../../../src/protocol/probe';
import { element } from '../../elements';
import { formatCount, t } from '../../texts';
import { button } from '../../ui/button';
import { choice } from '../../ui/choice';
import { numberField, type NumberField } from '../../ui/numberField';

export interface NeuronPicker {
  readonly element: HTMLElement;
  show(populations: readonly Population[]): void;
  setOpen(isOpen: boolean): void;
}

export function neuronPicker(onPick: (neuron: TracedNeuron) => void): NeuronPicker {
  const form = element('div', {
    class: 'neuron-picker',
    role: 'group',
    'aria-label': t('Trace a neuron'),
    hidden: true,
  });
  let known: readonly Population[] = [];
  let chosen = '';
  let field: NumberField | undefined;
  const hint = element('span', { class: 'note', role: 'status' });

  const pick = (): void => {
    const neuron = field?.value() ?? null;
    if (neuron !== null) onPick({ population: chosen, neuron });
  };
  const build = (): void => {
    const population = known.find(({ name }) => name === chosen) ?? known[0];
    if (!population) return form.replaceChildren();
    chosen = population.name;
    const last = population.size - 1;
    const own = (field = numberField({
      ...{ label: t('Neuron'), value: Math.min(3, last), least: 0, most: last, whole: true },
      onEnter: pick,
      onChange: () => (hint.textContent = own.value() === null ? t('0 to {0}', formatCount(last)) : ''),
    }));
    const populations = choice({
      label: t('Population'),
      items: known.map(({ name }) => ({ value: name, text: name })),
      value: chosen,
      onChange: (value) => {
        chosen = value;
        build();
      },
    });
    const add = button({ label: t('Trace'), kind: 'secondary', onPress: pick });
    hint.textContent = '';
    form.replaceChildren(...(known.length > 1 ? [populations.element] : []), own.element, add.element, hint);
  };
  return {
    element: form,
    show(populations) {
      const isSame =
        populations.length === known.length &&
        populations.every(({ name, size }, at) => name === known[at]?.name && size === known[at].size);
      known = populations;
      if (!isSame) build();
    },
    setOpen(isOpen) {
      form.hidden = !isOpen;
    },
  };
}

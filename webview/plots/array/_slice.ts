// Which two axes of a dataset are seen as rows and columns, and the index on all others: chosen by lists and fields.
import { element } from '../../elements';
import { t } from '../../texts';
import { choice } from '../../ui/choice';
import { numberField } from '../../ui/numberField';
import { type Slice } from './_sliceOf';

/** Empty where there is nothing to choose. */
export function sliceControls(shape: readonly number[], initial: Slice, onChange: (slice: Slice) => void): HTMLElement {
  let slice = initial;
  const others = element('div', { class: 'slice-others' });
  const axes = shape.map((length, axis) => ({ value: String(axis), text: t('axis {0} ({1})', axis, length) }));

  const fields = (): void => {
    const rest = shape.flatMap((length, axis) =>
      axis === slice.rowAxis || axis === slice.columnAxis || length < 2 ? [] : [axis],
    );
    others.replaceChildren(
      ...rest.map((axis) => {
        const field = numberField({
          label: t('axis {0}', axis),
          value: slice.at[axis] ?? 0,
          least: 0,
          most: (shape[axis] ?? 1) - 1,
          whole: true,
          onEnter: () => undefined,
          onChange: () => {
            const index = field.value();
            if (index === null) return;
            slice = { ...slice, at: slice.at.map((each, i) => (i === axis ? index : each)) };
            onChange(slice);
          },
        });
        return field.element;
      }),
    );
  };

  const choose = (part: 'rowAxis' | 'columnAxis', value: string): void => {
    const axis = Number(value);
    const other = part === 'rowAxis' ? 'columnAxis' : 'rowAxis';
    // Choosing the other's axis changes places with it.
    slice = { ...slice, [other]: slice[other] === axis ? slice[part] : slice[other], [part]: axis };
    draw();
    onChange(slice);
  };

  const lists = element('div', { class: 'slice-axes' });
  const draw = (): void => {
    const list = (label: string, part: 'rowAxis' | 'columnAxis'): HTMLElement =>
      element(
        'div',
        { class: 'field' },
        element('span', { class: 'caption', 'aria-hidden': 'true' }, label),
        choice({ label, items: axes, value: String(slice[part]), onChange: (value) => choose(part, value) }).element,
      );
    lists.replaceChildren(list(t('Rows'), 'rowAxis'), list(t('Columns'), 'columnAxis'));
    fields();
  };
  if (shape.filter((length) => length > 1).length < 3) return element('div', { class: 'slice', hidden: true });
  draw();
  return element('div', { class: 'slice', role: 'group', 'aria-label': t('Part of the dataset') }, lists, others);
}

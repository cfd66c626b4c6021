// What the environment gives a script: the settings of the nearest .env file, and through them the fields of a class of settings.
import { environmentIn } from '../environment/settings';
import { isTruth } from '../environment/facts';
import { settingsClass } from '../environment/settingsClass';
import { type ClassStmt } from '../python/syntax';
import { type Span } from '../text';
import { parseDecimal } from '../units/rational';
import { numberOfSetting } from './numbers';
import { type Run } from './run';
import { type Class, type Field, flag, type Value } from './value';

export interface SetValue {
  readonly value: string;
  readonly span: Span;
}

/** As the nearest .env file gives it; what is put together from others is not known. */
export function settingFor(run: Run, name: string, from: string): SetValue | null {
  const found = run.options.findConfig?.('.env', from) ?? null;
  const settings = found ? environmentIn(found.file, 'env', found.root) : [];
  const set = settings.findLast((each) => each.name === name);
  return set && !/\$[\w({]/.test(set.value) ? set : null;
}

/** What a field of a class of settings has where nothing is passed for it; null for other classes, and where no file sets it. */
export function fieldFromSettings(run: Run, type: Class, field: Field): Value | null {
  const classes = new Map<string, ClassStmt>();
  const collect = (of: Class): boolean =>
    of.bases
      .map((each) => {
        if (each.kind !== 'class') return each.kind === 'external' && /(?:^|\.)BaseSettings$/.test(each.path);
        classes.set(each.name, each.node);
        return collect(each);
      })
      .some(Boolean);
  if (!collect(type)) return null;
  const file = type.scope.module;
  const facts = settingsClass(file, type.node, classes);
  const fact = facts.find(
    ({ name }) => name === field.name.toUpperCase() || name.endsWith(`_${field.name.toUpperCase()}`),
  );
  const set = fact ? settingFor(run, fact.name, file) : null;
  if (!fact || !set) return null;
  const text: Value = { kind: 'text', value: set.value, setting: { name: fact.name, span: set.span } };
  if (fact.kind === 'boolean')
    return isTruth(set.value) ? flag(/^(?:1|on|t|true|y|yes)$/i.test(set.value.trim())) : null;
  if (fact.kind === 'text') return text;
  const exact = parseDecimal(set.value.trim());
  return exact ? numberOfSetting(exact, { name: fact.name, span: set.span }) : null;
}

// Reads what `spikelint.json` says into a project, and says of each setting that can't be followed what to write instead.
import { type ConfigEntry, type ConfigMap, type ConfigNode, entryFor } from './config/tree';
import { type Edit, type Finding, type Severity } from './finding';
import { nearest } from './nearest';
import { type Span } from './text';
import { parseUnit } from './units/parse';
import { parseDecimal, type Rational } from './units/rational';
import { type Unit } from './units/unit';

export type RuleSetting = 'off' | Severity;

/** What a name is to be taken for: a number, with its unit where one stands behind it, a switch, or a text. */
export interface Assumed {
  readonly value: Rational | boolean | string;
  readonly unit: Unit | null;
}

export interface Project {
  /** The folder it holds for, with a stroke at its end; empty where there is none. */
  readonly folder: string;
  /** The file, or the id of the drive, that all others are compared with. */
  readonly reference: string | null;
  /** Drives that are the same thing in several files, each by its id or as `file#target`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly assume: ReadonlyMap<string, Assumed>;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Rules that say nothing of some files: by the file's path, or a pattern for it, from the project file's folder on. */
  readonly ignore: ReadonlyMap<string, readonly string[]>;
}

export const emptyProject: Project = {
  folder: '',
  reference: null,
  groups: new Map(),
  units: new Map(),
  assume: new Map(),
  rules: new Map(),
  ignore: new Map(),
};

export const isProjectFile = (file: string): boolean => /(?:^|\/)\.?spikelint\.json$/.test(file);

const settings = ['reference', 'groups', 'units', 'assume', 'rules', 'ignore'] as const;
const levels: readonly RuleSetting[] = ['off', 'information', 'warning', 'error'];
/** What other tools call the levels. */
const levelWords: Readonly<Record<string, RuleSetting>> = {
  warn: 'warning',
  info: 'information',
  hint: 'information',
  none: 'off',
  ignore: 'off',
  on: 'warning',
};

export function readSettings(
  file: string,
  root: ConfigNode | null,
  ruleIds: readonly string[],
): { readonly project: Project; readonly findings: readonly Finding[] } {
  if (!root) return { project: emptyProject, findings: [] };
  const reader = new SettingsReader(file, ruleIds);
  return { project: reader.project(root), findings: reader.findings };
}

class SettingsReader {
  readonly findings: Finding[] = [];

  constructor(
    private readonly file: string,
    private readonly ruleIds: readonly string[],
  ) {}

  project(root: ConfigNode): Project {
    if (root.kind !== 'map') {
      this.complain('The project file holds one object: `{ "rules": { … } }`.', root);
      return emptyProject;
    }
    for (const entry of ownEntries(root)) {
      if ((settings as readonly string[]).includes(entry.key) || entry.key === '$schema') continue;
      this.misnamed(entry, `There is no setting \`${entry.key}\``, settings);
    }
    const reference = entryFor(root, 'reference')?.value ?? null;
    if (reference && textIn(reference) === null)
      this.complain('`reference` is a text: the file, or the id of the drive, to compare with.', reference);
    return {
      folder: this.file.slice(0, this.file.lastIndexOf('/') + 1),
      reference: textIn(reference),
      groups: this.entries(root, 'groups', 'a group’s name', (entry) => this.group(entry)),
      units: this.entries(root, 'units', 'a symbol’s name', (entry) => this.unit(entry)),
      assume: this.entries(root, 'assume', 'a name', (entry) => this.assumed(entry)),
      rules: this.entries(root, 'rules', 'a rule’s id', (entry) => this.rule(entry)),
      ignore: this.entries(root, 'ignore', 'a file or a pattern', (entry) => this.ignored(entry)),
    };
  }

  private entries<Setting>(
    root: ConfigMap,
    key: (typeof settings)[number],
    what: string,
    read: (entry: ConfigEntry) => Setting | null,
  ): Map<string, Setting> {
    const result = new Map<string, Setting>();
    const map = entryFor(root, key)?.value;
    if (map && map.kind !== 'map') this.complain(`\`${key}\` is an object with ${what} for each key.`, map);
    if (map?.kind !== 'map') return result;
    for (const entry of ownEntries(map)) {
      const setting = read(entry);
      if (setting !== null) result.set(entry.key, setting);
    }
    return result;
  }

  private group({ key, value }: ConfigEntry): string[] | null {
    const members = value.kind === 'list' ? value.items.map(textIn) : [null];
    if (!members.includes(null)) return members.filter((each) => each !== null);
    this.complain(`The group \`${key}\` is a list of drives, each by its id or as "file#target".`, value);
    return null;
  }

  private ignored({ key, value }: ConfigEntry): string[] | null {
    const names = value.kind === 'list' ? value.items.map((each) => ({ name: textIn(each), each })) : null;
    if (!names || names.some(({ name }) => name === null)) {
      this.complain(`What is ignored in \`${key}\` is a list of rules: ["unit-mismatch"].`, value);
      return null;
    }
    for (const { name, each } of names) {
      if (name === null || this.ruleIds.includes(name)) continue;
      const meant = nearest(name, this.ruleIds);
      const wrong = `There is no rule \`${name}\``;
      this.complain(
        meant === null ? `${wrong}.` : `${wrong}: did you mean \`${meant}\`?`,
        each,
        meant === null ? [] : [{ title: `Write "${meant}"`, edit: { span: this.span(each), newText: `"${meant}"` } }],
      );
    }
    return names.flatMap(({ name }) => (name !== null && this.ruleIds.includes(name) ? [name] : []));
  }

  private unit({ key, value }: ConfigEntry): Unit | null {
    const text = textIn(value);
    const unit = text === null ? null : parseUnit(text);
    if (!unit)
      this.complain(
        text === null
          ? `The unit of \`${key}\` is a text, for example "mV".`
          : `\`${text}\` is no unit that is known: write it like "mV", "pA", "1/ms" or "uF/cm2".`,
        value,
      );
    return unit;
  }

  private assumed({ key, value }: ConfigEntry): Assumed | null {
    if (value.kind === 'scalar') {
      if (typeof value.value === 'boolean') return { value: value.value, unit: null };
      if (value.type === 'number') {
        const exact = parseDecimal(value.text);
        if (exact) return { value: exact, unit: null };
      }
      const text = textIn(value);
      if (text !== null) return withUnit(text) ?? { value: text, unit: null };
    }
    this.complain(`What is assumed of \`${key}\` is a number, a text like "-50 mV", true or false.`, value);
    return null;
  }

  private rule(entry: ConfigEntry): RuleSetting | null {
    const { key, value } = entry;
    if (!this.ruleIds.includes(key)) {
      this.misnamed(entry, `There is no rule \`${key}\``, this.ruleIds);
      return null;
    }
    const text = textIn(value);
    const level = levels.find((each) => each === text);
    if (level !== undefined) return level;
    const meant = text === null ? null : (levelWords[text.toLowerCase()] ?? nearest(text, levels));
    const wrong = `A rule is set to ${levels.map((each) => `"${each}"`).join(', ')}`;
    const span = this.span(value);
    this.complain(
      meant === null ? `${wrong}.` : `${wrong}: did you mean "${meant}"?`,
      value,
      meant === null ? [] : [{ title: `Write "${meant}"`, edit: { span, newText: `"${meant}"` } }],
    );
    return null;
  }

  private misnamed({ key, keyStart, keyEnd }: ConfigEntry, wrong: string, known: readonly string[]): void {
    const meant = nearest(key, known);
    const span = { file: this.file, start: keyStart, end: keyEnd };
    this.complain(
      meant === null ? `${wrong}.` : `${wrong}: did you mean \`${meant}\`?`,
      span,
      meant === null ? [] : [{ title: `Rename to \`${meant}\``, edit: { span, newText: `"${meant}"` } }],
    );
  }

  private complain(
    message: string,
    at: { readonly start: number; readonly end: number },
    fixes: readonly { readonly title: string; readonly edit: Edit }[] = [],
  ): void {
    this.findings.push({
      rule: unknownSetting,
      severity: 'warning',
      message,
      span: this.span(at),
      related: [],
      fixes: fixes.map(({ title, edit }) => ({ title, safety: 'safe', edits: [edit] })),
    });
  }

  private span({ start, end }: { readonly start: number; readonly end: number }): Span {
    return { file: this.file, start, end };
  }
}

/** A file's path from the project file's folder on. */
export const pathIn = ({ folder }: Project, file: string): string =>
  file.startsWith(folder) ? file.slice(folder.length) : file;

/** The rule that these findings go by. */
export const unknownSetting = 'unknown-setting';

const ownEntries = (map: ConfigMap): ConfigEntry[] => map.entries.filter((each) => entryFor(map, each.key) === each);

const textIn = (node: ConfigNode | null): string | null =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null;

/** "-50 mV": null where the text is no number with a unit behind it. */
function withUnit(text: string): Assumed | null {
  const [, amount = '', symbol = ''] = /^\s*([+-]?\d[\d.]*(?:[eE][+-]?\d+)?)\s*(\S.*)$/.exec(text) ?? [];
  const value = parseDecimal(amount);
  const unit = parseUnit(symbol);
  return value && unit ? { value, unit } : null;
}

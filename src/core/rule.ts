// What a rule is: one file in `rules/` with its check and, in the same place, its documentation.
import { type ConfigDocument } from './config/tree';
import { type ConfigFormat } from './config/parse';
import { type Environment } from './environment/facts';
import { type ComparedDrives } from './drive/report';
import { type Expectations } from './expectations';
import { type Facts } from './evaluate/facts';
import { type LoadedModule } from './evaluate/run';
import { type Finding, type Severity } from './finding';
import { type Network } from './network/network';
import { walkStatements } from './python/walk';
import { type Suppression } from './suppressions';
import { type Span } from './text';

export interface RuleContext {
  readonly file: string;
  readonly loaded: LoadedModule;
  /** The file itself and every module of the workspace that it imports. */
  readonly modules: readonly LoadedModule[];
  readonly facts: Facts;
  /** What the script builds, as far as it could be read. */
  readonly networks: readonly Network[];
  readonly suppressions: readonly Suppression[];
  readonly expectations: Expectations;
  /** What the other rules found, for the rules that speak of the rules. */
  readonly raised: readonly Finding[];
  /** Of all rules there are. */
  readonly ruleIds: readonly string[];
  textOf(span: Span): string;
  /** The Markdown cells of a notebook: they have no place in the module. */
  readonly prose: readonly string[];
}

/** A JSON, YAML or TOML file, for the rules that speak of configurations. */
export interface ConfigContext {
  readonly file: string;
  readonly text: string;
  readonly format: ConfigFormat;
  readonly document: ConfigDocument;
  /** What is known of the settings of the environment that it makes. */
  readonly environment: Environment;
  /** What the file describes by itself, where it is one that a simulator reads. */
  readonly networks: readonly Network[];
  readonly suppressions: readonly Suppression[];
  readonly expectations: Expectations;
  /** What the other rules found, for the rules that speak of the rules. */
  readonly raised: readonly Finding[];
  /** Of all rules there are. */
  readonly ruleIds: readonly string[];
}

export interface Rule {
  /** The id states the bad pattern, so that `ignore[unit-mismatch]` reads well. */
  readonly id: string;
  /** How it is at its worst; weaker evidence makes it milder. */
  readonly severity: Severity;
  /** One line, as it stands in a list of rules. */
  readonly summary: string;
  /** Markdown: what it does, why it matters, example, use instead. */
  readonly documentation: string;
  /** True for a rule that is asked after all others, and sees what they found. */
  readonly last?: boolean;
  check?(context: RuleContext): Iterable<Finding>;
  checkConfig?(context: ConfigContext): Iterable<Finding>;
  /** For what only several files together show. */
  checkDrives?(compared: ComparedDrives): Iterable<Finding>;
}

/** Whether the code of any module that was read mentions a word: as a name or in a text. Comments and docstrings read nothing. */
export function mentionsIn({ modules }: Pick<RuleContext, 'modules'>): (word: string) => boolean {
  let texts: readonly string[] | null = null;
  return (word) => {
    const pattern = new RegExp(`(?<![\\w])${word.replace(/[^\w]/g, '\\$&')}(?![\\w])`);
    texts ??= modules.map(({ module }) => codeOf(module));
    return texts.some((each) => each.includes(word) && pattern.test(each));
  };
}

/** A module's text with blanks for its comments and docstrings. */
function codeOf({ text, body, comments }: LoadedModule['module']): string {
  const prose: { readonly start: number; readonly end: number }[] = [...comments];
  walkStatements(body, (statement) => {
    if (statement.kind === 'expression' && statement.value.kind === 'string') prose.push(statement);
    return true;
  });
  let [code, at] = ['', 0];
  for (const { start, end } of prose.sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    code += `${text.slice(at, start)} `;
    at = end;
  }
  return code + text.slice(at);
}

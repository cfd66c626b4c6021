// What a rule is: one file in `rules/` with its check and, in the same place, its documentation.
import { type ConfigDocument } from './config/tree';
import { type ConfigFormat } from './config/parse';
import { type ComparedDrives } from './drive/report';
import { type Expectations } from './expectations';
import { type Facts } from './evaluate/facts';
import { type LoadedModule } from './evaluate/run';
import { type Finding, type Severity } from './finding';
import { type Network } from './network/network';
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
  /** The texts of all modules that were read. */
  readonly texts: readonly string[];
}

/** A JSON, YAML or TOML file, for the rules that speak of configurations. */
export interface ConfigContext {
  readonly file: string;
  readonly text: string;
  readonly format: ConfigFormat;
  readonly document: ConfigDocument;
  /** What the file describes by itself, where it is one that a simulator reads. */
  readonly networks: readonly Network[];
  readonly suppressions: readonly Suppression[];
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

/** Whether any module that was read mentions a word: as a name, in a text, in a comment. */
export function mentionsIn({ texts }: RuleContext): (word: string) => boolean {
  return (word) => {
    const pattern = new RegExp(`(?<![\\w])${word.replace(/[^\w]/g, '\\$&')}(?![\\w])`);
    return texts.some((each) => each.includes(word) && pattern.test(each));
  };
}

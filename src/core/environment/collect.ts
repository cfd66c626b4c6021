// Brings together what is known of the settings that one file makes: what the code around it reads, what published services read, what other files set.
import { configFormat, parseConfig } from '../config/parse';
import { type ConfigNode } from '../config/tree';
import { t4dmPrefix, t4dmSettings } from '../backends/facts/t4dmSettings';
import { type Module } from '../python/syntax';
import type { SourceDocument } from '../report';
import { isPython } from '../sources';
import { type Environment, noEnvironment, type SettingFact } from './facts';
import { settingsReadIn } from './reads';
import { mayReadSettings, setsEnvironment } from './files';
import { environmentIn } from './settings';

/** Modules kept with what they read: a folder's files are asked for again with every key that is typed into an .env file. */
const mostKept = 400;

export class Environments {
  private readonly read = new Map<string, { readonly text: string; readonly facts: readonly SettingFact[] }>();

  constructor(private readonly parse: (document: SourceDocument) => Module) {}

  /** @param around the files of the project, this one among them or not */
  of(file: string, root: ConfigNode | null, around: readonly SourceDocument[]): Environment {
    const format = configFormat(file);
    const own = format ? environmentIn(file, format, root) : [];
    if (own.length === 0) return noEnvironment;
    const facts = new Map<string, SettingFact>();
    if (own.some(({ name }) => name.startsWith(t4dmPrefix)))
      for (const each of t4dmSettings) facts.set(each.name, each);
    for (const document of around)
      if (isPython(document.file) && mayReadSettings(document.text))
        for (const each of this.readIn(document)) {
          // What is published says more than a reading that tells no kind.
          const known = facts.get(each.name);
          const kind = each.kind === 'text' && known ? known.kind : each.kind;
          facts.set(each.name, { ...known, ...each, kind });
        }
    const others = around
      .filter((each) => each.file !== file && setsEnvironment(each.file))
      .flatMap((each) => {
        const kind = configFormat(each.file);
        return kind ? environmentIn(each.file, kind, parseConfig(kind, each.text).root) : [];
      });
    return { facts, others };
  }

  private readIn(document: SourceDocument): readonly SettingFact[] {
    const known = this.read.get(document.file);
    if (known?.text === document.text) return known.facts;
    const facts = settingsReadIn(document.file, this.parse(document));
    this.read.delete(document.file);
    this.read.set(document.file, { text: document.text, facts });
    for (const file of this.read.keys()) {
      if (this.read.size <= mostKept) break;
      this.read.delete(file);
    }
    return facts;
  }
}

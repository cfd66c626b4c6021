// What a setting means, in words for whoever points at it.
import { type ConfigNode } from '../config/tree';
import { type ConfigFormat } from '../config/format';
import { short } from '../parameters';
import type { MeaningReport } from '../report';
import { boundsInWords, type Environment, type SettingFact } from './facts';
import { environmentIn, type Setting } from './settings';

const kindWords = { number: 'a number', integer: 'a whole number', boolean: 'true or false', text: null } as const;

/** Of each setting that a file makes and of which something is known. */
export function settingMeanings(
  file: string,
  format: ConfigFormat,
  root: ConfigNode | null,
  { facts, others }: Environment,
): MeaningReport[] {
  return environmentIn(file, format, root).flatMap((setting) => {
    const text = wordsOf(setting, facts.get(setting.name), others);
    const { nameSpan, span } = setting;
    return text === null
      ? []
      : [{ span: { file, start: nameSpan.start, end: Math.max(span.end, nameSpan.end) }, text }];
  });
}

function wordsOf({ name, value }: Setting, fact: SettingFact | undefined, others: Environment['others']): string | null {
  const lines: string[] = [];
  if (fact) {
    const bounds = boundsInWords(fact);
    const takes = [kindWords[fact.kind], bounds].filter((each) => each !== null).join(', ');
    lines.push(
      [`\`${name}\`: ${fact.meaning ?? `read by ${fact.source}`}`, takes === '' ? null : `takes ${takes}`]
        .filter((each) => each !== null)
        .join('; '),
    );
    if (fact.meaning !== undefined) lines.push(`known from ${fact.source}`);
    if (fact.standard !== undefined) lines.push(`where it is not set, \`${fact.standard}\` holds`);
    const rate = /(?:^|_)STDP_LEARNING_RATE$/.test(name) ? Number(value) : NaN;
    if (rate > 0)
      lines.push(`a pair of spikes moves a weight by ${short(rate)} at most: ${short(Math.ceil(1 / rate))} pairs go from 0 to 1`);
  }
  for (const other of others)
    if (other.name === name && other.value !== value) lines.push(`${lastOf(other.span.file)} sets it to \`${other.value}\``);
  return lines.length > 0 ? lines.join('\n') : null;
} // prettier-ignore

const lastOf = (file: string): string => decodeURIComponent(file.slice(file.lastIndexOf('/') + 1));

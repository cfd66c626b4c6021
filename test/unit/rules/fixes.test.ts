// What a fix writes: the text after it, and that the finding is gone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Finding } from '../../../src/core/finding';
import { rules } from '../../../src/core/rules';
import { type SourceDocument } from '../../../src/core/lint';
import { readCases } from '../cases/_cases';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

const lint = (text: string): readonly Finding[] => linter.lint([{ file: 'model.py', text }])[0]?.findings ?? [];

function fixed(text: string): { text: string; left: readonly Finding[]; safety: string } {
  const fix = lint(text).flatMap((each) => each.fixes)[0];
  assert.ok(fix, 'there is a fix');
  const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
  const result = edits.reduce(
    (all, { span, newText }) => all.slice(0, span.start) + newText + all.slice(span.end),
    text,
  );
  return { text: result, left: lint(result), safety: fix.safety };
}

const nest = (weight: string, setup = ''): string =>
  `import nest\n${setup}n = nest.Create("iaf_psc_exp", 2)\nnest.Connect(n, n, syn_spec={"weight": ${weight}})\n`;

describe('fixes', () => {
  test('convert a name', () => {
    const { text, left, safety } = fixed(nest('w_nA', 'w_nA = 0.1\n'));
    assert.match(text, /"weight": w_nA \* 1000\}/);
    assert.deepEqual(left, []);
    assert.equal(safety, 'unsafe');
  });

  test('convert an expression in parentheses', () => {
    const { text, left } = fixed(nest('a_nA + b_nA', 'a_nA = 0.1\nb_nA = 0.2\n'));
    assert.match(text, /"weight": \(a_nA \+ b_nA\) \* 1000\}/);
    assert.deepEqual(left, []);
  });

  test('convert an element and a call without parentheses', () => {
    assert.match(fixed(nest('w[0]', 'w = [0.1]  # nA\n')).text, /"weight": w\[0\] \* 1000\}/);
    assert.match(
      fixed(nest('f(1)', 'def f(x):\n    w_nA = 0.1\n    return w_nA\n')).text,
      /"weight": f\(1\) \* 1000\}/,
    );
  });

  test('divide where the value is too large', () => {
    const { text, left } = fixed('import nest\nT_us = 5000.0\nnest.Simulate(T_us)\n'.replaceAll('T_us', 'time_us'));
    assert.match(text, /Simulate\(time_us \/ 1000\)/);
    assert.deepEqual(left, []);
  });

  test('are not offered where the dimension is wrong or the factor no power of ten', () => {
    for (const text of [nest('V', 'V = 3.0  # mV\n'), 'import nest\nT = 1.0  # unit: min\nnest.Simulate(T)\n']) {
      const findings = lint(text);
      assert.equal(findings.length, 1, text);
      assert.deepEqual(findings[0]?.fixes, []);
    }
  });

  test('take an ignore comment out', () => {
    const { text, left, safety } = fixed('x = 3.0  # spikelint: ignore[mixed-units]\ny = 2\n');
    assert.equal(text, 'x = 3.0\ny = 2\n');
    assert.deepEqual(left, []);
    assert.equal(safety, 'safe');
  });
});

describe('findings', () => {
  test('name both witnesses and where they stand', () => {
    const [finding] = lint('t_ms = 3.0\nd_sec = 4.0\nx = t_ms + d_sec\n');
    assert.ok(finding);
    assert.deepEqual(
      finding.related.map((each) => [each.message, each.span.start]),
      [
        ['the name `t_ms` says ms', 0],
        ['the name `d_sec` says s', 11],
      ],
    );
  });

  test('have a derivation where a value is handed over', () => {
    const [finding] = lint(nest('w_nA', 'w_nA = 0.1\n'));
    assert.ok(finding?.derivation && finding.derivation.length >= 2);
    assert.equal(finding.derivation[0]?.value, 'nA');
    assert.equal(finding.derivation.at(-1)?.value, 'pA');
  });
});

/** The blocks of a part of a rule's documentation, as the files that they are. */
const filesIn = (part: string): readonly SourceDocument[] => readCases(`# Part\n${part}`)[0]?.files ?? [];

describe('rules', () => {
  test('show in their documentation what they find, and under "Use instead" what they do not', () => {
    const preamble =
      'import pyNN.nest as sim\npre = sim.Population(1, sim.IF_curr_exp())\npost = pre\nduration_ms = 1.0\ndelay_s = 0.1\ndelay_ms = 100.0\nw_nA = 1.0\n';
    const checked = rules.flatMap((rule) => {
      const [bad, good] = rule.documentation.split('## Use instead');
      const wrong = filesIn(bad ?? '');
      const right = filesIn(good ?? '');
      assert.ok(wrong.length > 0 && right.length > 0, rule.id);
      const found = (files: readonly SourceDocument[]): boolean => {
        const documents = files.map(({ file, text }) =>
          file === 'model.py'
            ? {
                file,
                text: preamble + (text.includes('w_pA') && !text.includes('w_pA =') ? 'w_pA = 87.8\n' : '') + text,
              }
            : { file, text },
        );
        return [...linter.lint(documents), linter.drives(documents, { fixes: false })].some(({ findings }) =>
          findings.some((each) => each.rule === rule.id),
        );
      };
      return [[rule.id, found(wrong), found(right)]];
    });
    assert.deepEqual(
      checked,
      rules.map((rule) => [rule.id, true, false]),
    );
  });
});

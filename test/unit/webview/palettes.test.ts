// Tests that the populations' colours stand out from the grounds of the editor's own themes, and from each other for every kind of sight.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { apart, contrast, kindsOfSight } from './_colours';

const css = readFileSync('webview/panel.css', 'utf8');
const paletteIn = (selector: RegExp): string[] => {
  const block = new RegExp(`${selector.source}\\s*\\{([^}]*--population[^}]*)\\}`).exec(css)?.[1] ?? '';
  return [...block.matchAll(/--population-\d: (#[\da-f]{6});/g)].map(([, hex]) => hex ?? '');
};
const dark = paletteIn(/\nbody/);
const light = paletteIn(/body\.vscode-light,\nbody\.vscode-high-contrast-light/);

/** `editor.background` of the themes that come with VS Code 1.100. */
const grounds: Readonly<Record<string, readonly [isDark: boolean, colour: string]>> = {
  'Dark Modern': [true, '#1f1f1f'],
  'Dark+': [true, '#1e1e1e'],
  'Dark High Contrast': [true, '#000000'],
  Monokai: [true, '#272822'],
  'Solarized Dark': [true, '#002b36'],
  'Tomorrow Night Blue': [true, '#002451'],
  Red: [true, '#390000'],
  Abyss: [true, '#000c18'],
  'Kimbie Dark': [true, '#221a0f'],
  'Light Modern': [false, '#ffffff'],
  'Quiet Light': [false, '#f5f5f5'],
  'Solarized Light': [false, '#fdf6e3'],
};

describe('the measures themselves', () => {
  test('black on white is 21 : 1, and a colour on itself 1 : 1', () => {
    assert.ok(Math.abs(contrast('#000000', '#ffffff') - 21) < 1e-9);
    assert.equal(contrast('#1148d3', '#1148d3'), 1);
  });

  test('the grey that WCAG gives as 4.5 : 1 on white', () => {
    assert.ok(contrast('#767676', '#ffffff') >= 4.5);
    assert.ok(contrast('#777777', '#ffffff') < 4.5);
  });

  test('black and white are 100 apart, and red and green meet where the cones are missing', () => {
    assert.ok(Math.abs(apart('#000000', '#ffffff', 'all cones') - 100) < 0.1);
    const redToGreen = (sight: string): number => apart('#ff0000', '#00ff00', sight);
    assert.ok(redToGreen('deuteranopia') < 0.6 * redToGreen('all cones'));
  });
});

describe('the populations’ colours', () => {
  test('are seven on each ground', () => assert.deepEqual([dark.length, light.length], [7, 7]));

  for (const [name, [isDark, ground]] of Object.entries(grounds))
    test(`have 3 : 1 on ${name}`, () => {
      for (const colour of isDark ? dark : light)
        assert.ok(contrast(colour, ground) >= 3, `${colour} on ${ground}: ${contrast(colour, ground).toFixed(2)}`);
    });

  for (const sight of kindsOfSight)
    test(`are told apart with ${sight}`, () => {
      for (const palette of [dark, light])
        palette.forEach((one, at) => {
          for (const other of palette.slice(at + 1))
            assert.ok(apart(one, other, sight) > 15, `${one} and ${other}: ${apart(one, other, sight).toFixed(1)}`);
        });
    });
});

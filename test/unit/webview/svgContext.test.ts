// Tests the context that writes SVG, call by call: paths, clips, text, colours and pictures as SVG has them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainColour, SvgContext } from '../../../webview/plots/_svgContext';
import { SvgPath } from '../../../webview/plots/_svgPath';

const make = (): SvgContext =>
  new SvgContext(
    {
      measureText: (text) => ({ width: text.length * 6 }),
      colour: (css) => css,
      imageUrl: () => 'data:image/png;base64,AA==',
    },
    'p1',
  );
const marksOf = (context: SvgContext): string[] => context.toSvg(100, 50, 'T').split('\n').slice(2, -2);

describe('the context that writes SVG', () => {
  test('gives one document with size, title and nothing else where nothing was drawn', () => {
    const svg = make().toSvg(100, 50, 'a < b & "c"');
    assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* width="100" height="50" viewBox="0 0 100 50"/);
    assert.match(svg, /<title>a &lt; b &amp; &quot;c&quot;<\/title>\n<\/svg>\n$/);
  });

  test('strokes a path with width, dash and colour', () => {
    const context = make();
    context.set('strokeStyle', '#0072b2');
    context.set('lineWidth', 1.5);
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(1, 2);
    context.lineTo(3.14159, 4);
    context.stroke();
    assert.deepEqual(marksOf(context), [
      '<path d="M1 2L3.14 4" fill="none" stroke="#0072b2" stroke-width="1.5" stroke-dasharray="4 3"/>',
    ]);
  });

  test('points are moved by the matrix that holds when they are added', () => {
    const context = make();
    context.save();
    context.translate(10, 20);
    context.fillRect(0, 0, 2, 3);
    context.restore();
    context.fillRect(0, 0, 2, 3);
    assert.deepEqual(marksOf(context), [
      '<path d="M10 20L12 20L12 23L10 23Z" fill="#000000"/>',
      '<path d="M0 0L2 0L2 3L0 3Z" fill="#000000"/>',
    ]);
  });

  test('a quarter turn puts x where y was', () => {
    const context = make();
    context.rotate(Math.PI / 2);
    context.fillRect(0, 0, 2, 3);
    assert.deepEqual(marksOf(context), ['<path d="M0 0L0 2L-3 2L-3 0Z" fill="#000000"/>']);
  });

  test('a full circle is two arcs, and a half one', () => {
    const circle = new SvgPath();
    circle.arc(5, 5, 2, 0, 2 * Math.PI);
    assert.equal(circle.d, 'M7 5A2 2 0 0 1 3 5A2 2 0 0 1 7 5');
    const half = new SvgPath();
    half.arc(5, 5, 2, 0, Math.PI);
    assert.equal(half.d, 'M7 5A2 2 0 0 1 3 5');
    const back = new SvgPath();
    back.arc(5, 5, 2, 0, -Math.PI / 2, true);
    assert.equal(back.d, 'M7 5A2 2 0 0 0 5 3');
  });

  test('what is clipped names its clip, and clips lie in each other', () => {
    const context = make();
    context.save();
    context.beginPath();
    context.rect(0, 0, 10, 10);
    context.clip();
    context.beginPath();
    context.rect(2, 2, 4, 4);
    context.clip();
    context.fillRect(0, 0, 1, 1);
    context.restore();
    context.fillRect(0, 0, 1, 1);
    const [defs, clipped, free] = marksOf(context);
    assert.equal(
      defs,
      '<defs><clipPath id="p1-clip-0"><path d="M0 0L10 0L10 10L0 10Z"/></clipPath>' +
        '<clipPath id="p1-clip-1" clip-path="url(#p1-clip-0)"><path d="M2 2L6 2L6 6L2 6Z"/></clipPath></defs>',
    );
    assert.match(clipped ?? '', /clip-path="url\(#p1-clip-1\)"/);
    assert.doesNotMatch(free ?? '', /clip-path/);
  });

  test('text stands where the canvas would put it, turned too', () => {
    const context = make();
    context.set('font', '600 11px "Segoe UI", sans-serif');
    context.set('textAlign', 'right');
    context.set('textBaseline', 'middle');
    context.fillText('V < 3 mV', 5, 6);
    context.translate(10, 10);
    context.rotate(-Math.PI / 2);
    context.fillText('rate', 0, 0);
    assert.deepEqual(marksOf(context), [
      '<text x="5" y="6" dy="0.35em" text-anchor="end" font-family="&quot;Segoe UI&quot;, sans-serif" font-size="11" font-weight="600" fill="#000000">V &lt; 3 mV</text>',
      '<text transform="matrix(0 -1 1 0 10 10)" x="0" y="0" dy="0.35em" text-anchor="end" font-family="&quot;Segoe UI&quot;, sans-serif" font-size="11" font-weight="600" fill="#000000">rate</text>',
    ]);
  });

  test('a picture keeps its pixels sharp where the canvas does', () => {
    const context = make();
    context.set('imageSmoothingEnabled', false);
    context.drawImage({}, 1, 2, 30, 40);
    assert.deepEqual(marksOf(context), [
      '<image x="1" y="2" width="30" height="40" preserveAspectRatio="none" image-rendering="pixelated" href="data:image/png;base64,AA==" xlink:href="data:image/png;base64,AA=="/>',
    ]);
  });

  test('what makes no sense, and what can not be seen, is passed over', () => {
    const context = make();
    context.set('lineWidth', 'wide');
    context.set('fillStyle', undefined);
    assert.equal(context.get('lineWidth'), 1);
    context.set('fillStyle', 'rgba(0, 0, 0, 0)');
    context.fillRect(0, 0, 5, 5);
    context.beginPath();
    context.stroke();
    assert.deepEqual(marksOf(context), []);
  });

  test('a path of its own is moved when it is drawn, not when it is made', () => {
    const context = make();
    const line = new SvgPath();
    line.moveTo(0, 0);
    line.lineTo(4, 0);
    context.translate(1, 2);
    context.stroke(line);
    assert.deepEqual(marksOf(context), [
      '<path d="M0 0L4 0" transform="matrix(1 0 0 1 1 2)" fill="none" stroke="#000000"/>',
    ]);
  });

  test('clearing forgets what was drawn, but for what is kept', () => {
    const context = make();
    context.fillRect(0, 0, 5, 5);
    context.keep();
    context.fillRect(0, 0, 1, 1);
    context.clearRect();
    assert.deepEqual(marksOf(context), ['<path d="M0 0L5 0L5 5L0 5Z" fill="#000000"/>']);
  });
});

describe('colours', () => {
  for (const [css, colour, opacity] of [
    ['#0072B2', '#0072b2', 1],
    ['#abc', '#aabbcc', 1],
    ['#11223380', '#112233', 128 / 255],
    ['rgb(0, 114, 178)', '#0072b2', 1],
    ['rgba(255, 0, 128, 0.25)', '#ff0080', 0.25],
    ['color(srgb 1 0.5 0 / 0.35)', '#ff8000', 0.35],
  ] as const)
    test(`${css} is ${colour} at ${opacity}`, () => assert.deepEqual(plainColour(css), { colour, opacity }));
});

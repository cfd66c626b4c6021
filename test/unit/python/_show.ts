// Shows a syntax tree in one line, with every grouping in parentheses, for tests to compare.
import { type Argument, type Expr, type Parameter, type Stmt } from '../../../src/core/python/syntax';

const list = (exprs: readonly Expr[]): string => exprs.map(showExpr).join(', ');
const maybe = (expr: Expr | null): string => (expr ? showExpr(expr) : '-');

function showArgument({ name, star, value }: Argument): string {
  return (name === null ? star : `${name}=`) + showExpr(value);
}

function showParameter(parameter: Parameter): string {
  const annotation = parameter.annotation ? `: ${showExpr(parameter.annotation)}` : '';
  const value = parameter.defaultValue ? ` = ${showExpr(parameter.defaultValue)}` : '';
  return `${parameter.keywordOnly ? '!' : ''}${parameter.star}${parameter.name}${annotation}${value}`;
}

const showParameters = (params: readonly Parameter[]): string => params.map(showParameter).join(', ');

export function showExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'name':
      return expr.id;
    case 'number':
      return expr.text;
    case 'string': {
      const parts = expr.parts?.map((part) =>
        typeof part === 'string' ? JSON.stringify(part) : `{${showExpr(part)}}`,
      );
      return (expr.bytes ? 'b' : '') + (parts ? `f<${parts.join(' ')}>` : JSON.stringify(expr.value));
    }
    case 'constant':
      return expr.value === '...' ? '...' : String(expr.value);
    case 'tuple':
    case 'list':
    case 'set':
      return `${expr.kind}[${list(expr.items)}]`;
    case 'dict':
      return `{${expr.entries.map(({ key, value }) => `${key ? showExpr(key) : '**'}: ${showExpr(value)}`).join(', ')}}`;
    case 'attribute':
      return `${showExpr(expr.object)}.${expr.name}`;
    case 'index':
      return `${showExpr(expr.object)}[${list(expr.indexes)}]`;
    case 'slice':
      return `${maybe(expr.lower)}:${maybe(expr.upper)}:${maybe(expr.step)}`;
    case 'call':
      return `${showExpr(expr.callee)}(${expr.args.map(showArgument).join(', ')})`;
    case 'unary':
      return `(${expr.operator} ${showExpr(expr.operand)})`;
    case 'binary':
    case 'boolean':
      return `(${showExpr(expr.left)} ${expr.operator} ${showExpr(expr.right)})`;
    case 'compare':
      return `(${expr.operands.map((each, at) => (at > 0 ? `${expr.operators[at - 1]} ` : '') + showExpr(each)).join(' ')})`;
    case 'conditional':
      return `(${showExpr(expr.test)} ? ${showExpr(expr.body)} : ${showExpr(expr.orElse)})`;
    case 'lambda':
      return `(lambda ${showParameters(expr.params)}: ${showExpr(expr.body)})`;
    case 'comprehension': {
      const clauses = expr.clauses.map(({ target, iterable, conditions }) => {
        return ` for ${showExpr(target)} in ${showExpr(iterable)}${conditions.map((each) => ` if ${showExpr(each)}`).join('')}`;
      });
      return `${expr.result}<${expr.key ? `${showExpr(expr.key)}: ` : ''}${showExpr(expr.element)}${clauses.join('')}>`;
    }
    case 'yield':
      return `(yield${expr.from ? ' from' : ''} ${maybe(expr.value)})`;
    case 'await':
      return `(await ${showExpr(expr.value)})`;
    case 'star':
      return `${expr.star}${showExpr(expr.value)}`;
    case 'walrus':
      return `(${expr.target.id} := ${showExpr(expr.value)})`;
    case 'bad':
      return '<bad>';
  }
}

export const showBody = (body: readonly Stmt[]): string => body.map(showStatement).join('; ');

const block = (body: readonly Stmt[]): string => `{ ${showBody(body)} }`;
const orElse = (body: readonly Stmt[]): string => (body.length > 0 ? ` else ${block(body)}` : '');
const decorators = (exprs: readonly Expr[]): string => exprs.map((each) => `@${showExpr(each)} `).join('');

export function showStatement(statement: Stmt): string {
  switch (statement.kind) {
    case 'expression':
      return showExpr(statement.value);
    case 'assign': {
      const annotation = statement.annotation ? `: ${showExpr(statement.annotation)}` : '';
      return `${statement.targets.map(showExpr).join(' = ')}${annotation}${statement.value ? ` = ${showExpr(statement.value)}` : ''}`;
    }
    case 'augmented':
      return `${showExpr(statement.target)} ${statement.operator}= ${showExpr(statement.value)}`;
    case 'function': {
      const { name, params, returns, body, isAsync } = statement;
      const result = returns ? ` -> ${showExpr(returns)}` : '';
      const head = `${isAsync ? 'async ' : ''}def ${name}(${showParameters(params)})${result}`;
      return `${decorators(statement.decorators)}${head} ${block(body)}`;
    }
    case 'class': {
      const bases = statement.bases.map(showArgument).join(', ');
      return `${decorators(statement.decorators)}class ${statement.name}(${bases}) ${block(statement.body)}`;
    }
    case 'return':
      return `return ${maybe(statement.value)}`;
    case 'if':
    case 'while':
      return `${statement.kind} ${showExpr(statement.test)} ${block(statement.body)}${orElse(statement.orElse)}`;
    case 'for': {
      const head = `for ${showExpr(statement.target)} in ${showExpr(statement.iterable)}`;
      return `${head} ${block(statement.body)}${orElse(statement.orElse)}`;
    }
    case 'with': {
      const items = statement.items.map(
        ({ value, target }) => showExpr(value) + (target ? ` as ${showExpr(target)}` : ''),
      );
      return `with ${items.join(', ')} ${block(statement.body)}`;
    }
    case 'try': {
      const handlers = statement.handlers.map(
        ({ type, name, body }) => ` except ${maybe(type)} as ${name} ${block(body)}`,
      );
      const last = statement.finalBody.length > 0 ? ` finally ${block(statement.finalBody)}` : '';
      return `try ${block(statement.body)}${handlers.join('')}${orElse(statement.orElse)}${last}`;
    }
    case 'import':
      return `import ${statement.names.map(({ path, alias }) => `${path} as ${alias}`).join(', ')}`;
    case 'importFrom': {
      const names = statement.names.map(({ path, alias }) => `${path} as ${alias}`);
      return `from ${statement.level} ${statement.module} import ${names.join(', ')}`;
    }
    case 'global':
    case 'nonlocal':
      return `${statement.kind} ${statement.names.join(', ')}`;
    case 'match': {
      const cases = statement.cases.map(({ pattern, captures, guard, body }) => {
        const names = captures.map((each) => each.id).join(' ');
        return `case ${showExpr(pattern)} <${names}>${guard ? ` if ${showExpr(guard)}` : ''} ${block(body)}`;
      });
      return `match ${showExpr(statement.subject)} { ${cases.join('; ')} }`;
    }
    case 'delete':
      return `del ${list(statement.targets)}`;
    case 'assert':
    case 'raise':
    case 'print':
    case 'exec':
      return `${statement.kind} ${list(statement.values)}`;
    case 'typeAlias':
      return `type ${statement.name.id} = ${showExpr(statement.value)}`;
    case 'bad':
      return '<bad>';
    default:
      return statement.kind;
  }
}

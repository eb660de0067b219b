/** Type-checks modules that exist only in memory, with the settings of this repository. */
import { dirname, relative } from 'node:path';
import ts from 'typescript';
import { root } from './documents.js';

export interface VirtualFile {
  readonly path: string;
  readonly text: string;
  /** Where the text comes from, for messages. Default: the path. */
  readonly place?: string;
}

const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
  config: object;
};
const settings = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root).options;

/**
 * One message for each error, with place and line.
 * @param more compiler options that differ from those of the repository
 */
export function typeErrors(files: readonly VirtualFile[], more: ts.CompilerOptions = {}): string[] {
  const program = createProgram(files, more);
  return files.flatMap(({ path, place = relative(root, path) }) => {
    const source = program.getSourceFile(path);
    if (!source) return [`${place}: not read`];
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map((diagnostic) => `${place}, ${describe(diagnostic)}`);
  });
}

/** Files on disk, parsed once for all programs. */
const parsed = new Map<string, ts.SourceFile | undefined>();

export function createProgram(
  files: readonly VirtualFile[],
  more: ts.CompilerOptions = {},
): ts.Program {
  const options = { ...settings, ...more };
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (path) => texts.has(path) || disk.fileExists(path);
  host.readFile = (path) => texts.get(path) ?? disk.readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version, true);
    if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, version, ...rest));
    return parsed.get(path);
  };
  host.directoryExists = (path) =>
    ts.sys.directoryExists(path) || files.some((file) => dirname(file.path) === path);
  return ts.createProgram({ rootNames: [...texts.keys()], options, host });
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `line ${line}: ${message}`;
}

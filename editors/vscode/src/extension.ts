import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

const LANGUAGES = ["yaml", "terraform", "terraform-vars", "bicep", "bicep-params", "json", "jsonc"];

let client: LanguageClient | undefined;

async function start(): Promise<void> {
  const command = workspace.getConfiguration("mvnetgen").get<string>("path", "mvnetgen");
  client = new LanguageClient(
    "mvnetgen",
    "mvnetgen",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    { documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })) },
  );
  try {
    await client.start();
  } catch {
    client = undefined;
    const what = `${command} lsp cannot be started: pip install 'mvnetgen[lsp]', or set mvnetgen.path`;
    void window.showErrorMessage(what);
  }
}

async function ask(): Promise<void> {
  const document = window.activeTextEditor?.document;
  const host = document && (await window.showInputBox({ prompt: "Which host?", placeHolder: "pypi.org:443" }));
  if (client && document && host) {
    const given = { command: "mvnetgen.reach", arguments: [document.uri.toString(), host] };
    await client.sendRequest("workspace/executeCommand", given);
  }
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("mvnetgen.ask", ask),
    commands.registerCommand("mvnetgen.restart", async () => {
      await client?.stop();
      await start();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

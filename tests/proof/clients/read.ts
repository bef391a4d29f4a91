// A program on the TypeScript client that openapi-generator makes: a tag, its history, an alarm, a command. Prints JSON.
import { isAxiosError } from "axios";
import { Alarms, AlarmsApi, CmdApi, Configuration, HistoryApi, HistoryTable, Item, Problem, TagsApi } from "./client";

const [basePath, accessToken] = process.argv.slice(2);
const configuration = new Configuration({ basePath, accessToken });
const path = "[default]Plant/Temperature";

async function main(): Promise<void> {
  const tags = new TagsApi(configuration);
  const byPath: Item = (await tags.getTag({ tagPath: "default/Plant/Temperature" })).data;
  const byName = (await tags.listTags({ path: [path] })).data as { [name: string]: Item };
  const history = (await new HistoryApi(configuration).getHistory({ path: [path], startDate: "-1h", limit: 5 }))
    .data as HistoryTable;
  const alarms = (await new AlarmsApi(configuration).listAlarms({ limit: 1 })).data as Alarms;
  const ran = (await new CmdApi(configuration).runCommand({
    runCommandRequest: { command: "setLineRate", parameters: { rate: 90 } },
  })).data;
  let refusal = "";
  try {
    await tags.getTag({ tagPath: "default/Plant/Nothing" });
  } catch (error) {
    refusal = isAxiosError<Problem>(error) ? error.response!.data.code : "";
  }
  console.log(JSON.stringify({
    tag: [byPath.path, byPath.value, byPath.quality], sameTag: byName["Temperature"].path,
    columns: history.columns.map((column) => column.name), rows: history.rows.length,
    alarm: [alarms.results[0].state, alarms.results[0].source], command: [ran.status, ran.results[0].state],
    refusal,
  }));
}

main().catch((error) => { console.error(error); process.exit(1); });

"""A program on the Python client that openapi-generator makes: a tag, its history, an alarm, a command. Prints JSON."""

import json
import sys

import ignition_rest

base, token = sys.argv[1:]
configuration = ignition_rest.Configuration(host=base, access_token=token)
with ignition_rest.ApiClient(configuration) as client:
    tags, path = ignition_rest.TagsApi(client), "[default]Plant/Temperature"
    by_path = tags.get_tag("default/Plant/Temperature")
    by_name = tags.list_tags(path=[path]).actual_instance["Temperature"]
    history = ignition_rest.HistoryApi(client).get_history(path=[path], start_date="-1h", limit=5).actual_instance
    alarms = ignition_rest.AlarmsApi(client).list_alarms(limit=1).actual_instance
    order = ignition_rest.RunCommandRequest(command="setLineRate", parameters={"rate": 90})
    ran = ignition_rest.CmdApi(client).run_command(order)
    try:
        tags.get_tag("default/Plant/Nothing")
    except ignition_rest.exceptions.NotFoundException as error:
        refusal = json.loads(error.body)["code"]

print(json.dumps({
    "tag": [by_path.path, by_path.value, by_path.quality], "sameTag": by_name.path,
    "columns": [column.name for column in history.columns], "rows": len(history.rows),
    "alarm": [alarms.results[0].state, alarms.results[0].source], "command": [ran.status, ran.results[0].state],
    "refusal": refusal}))

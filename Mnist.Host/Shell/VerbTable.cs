using System.CommandLine;

namespace Mnist.Host;

/// <summary>Every verb with its arguments and options.</summary>
internal static class VerbTable
{
    public static IEnumerable<Command> All(Surroundings around) => [List(around), Check(around), Show(around), Schema(around)];

    private static Command List(Surroundings around)
    {
        var json = Options.Json();
        var command = new Command("list", "The catalogue: name, parameters, source and target of every plan.") { json };
        command.SetAction(parsed => (int)around.Give(ListVerb.Run(), parsed.GetValue(json)));
        return command;
    }

    private static Command Check(Surroundings around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var command = new Command("check", "Checks a plan by calculation: shapes, parameters, costs, receptive field, target.")
        {
            plan, parameters, macs, field, json,
        };
        command.SetAction(parsed => (int)around.Give(
            CheckVerb.Run(parsed.GetRequiredValue(plan), new(parsed.GetValue(parameters), parsed.GetValue(macs), parsed.GetValue(field))),
            parsed.GetValue(json)));
        return command;
    }

    private static Command Show(Surroundings around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var command = new Command("show", "Prints a plan as JSON, ready to be edited.") { plan, json };
        command.SetAction(parsed => (int)around.Give(ShowVerb.Run(parsed.GetRequiredValue(plan)), parsed.GetValue(json)));
        return command;
    }

    private static Command Schema(Surroundings around)
    {
        var json = Options.Json();
        var command = new Command("schema", "Prints the JSON Schema of plan files, for editors.") { json };
        command.SetAction(parsed => (int)around.Give(SchemaVerb.Run(), parsed.GetValue(json)));
        return command;
    }
}

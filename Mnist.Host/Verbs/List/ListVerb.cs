using System.CommandLine;
using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.List;

/// <summary><c>mnist list</c>: the catalogue.</summary>
internal static class ListVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around) =>
        around.Answering(new("list", "The catalogue: name, parameters, source and target of every plan."), _ => Run());

    private static readonly ValueList<Column> Columns =
    [
        new("plan", Importance: 9),
        new("parameters", RightAligned: true, Importance: 8),
        new("limit", RightAligned: true, Importance: 7),
        new("accuracy", RightAligned: true, Importance: 6),
        new("last", RightAligned: true, Importance: 5),
        new("source", Importance: 4),
    ];

    public static Reply Run() => new(ExitCode.Done)
    {
        Text =
        [
            new Block.Table(Columns, PlanCatalog.All.Select(Row).ToValueList()),
            new Block.Line(
                "Limits are parameters, or bytes of flash and of RAM on a device; the accuracy is asked for in each of the last epochs.",
                Tone.Muted),
        ],
        Json = () => JsonText.Write(
            new([.. PlanCatalog.All.Select(plan => ListedPlanDocument.Of(plan, Parameters(plan)))]), ListJson.Default.ListDocument),
    };

    private static ValueList<Cell> Row(Plan plan) =>
    [
        new(plan.Name, Tone.Strong),
        Parameters(plan).Grouped(),
        Limits(plan.Target),
        plan.Target.Accuracy is { } accuracy ? $"{accuracy.Exact()} %" : "",
        plan.Target.MaxEpochs is { } most ? $"{plan.Target.LastEpochs} of {most}" : $"{plan.Target.LastEpochs}",
        new(plan.Description, Tone.Muted),
    ];

    private static string Limits(Target target) => string.Join(
        ", ",
        new[] { target.MaxParameters, target.MaxMacs, target.MaxFlashBytes, target.MaxRamBytes }.OfType<long>().Select(n => n.Grouped()));

    /// <summary>Trainable parameters; every plan of the catalogue has a summary.</summary>
    private static long Parameters(Plan plan) => Summarizer.Summarize(plan.Architecture).Match(
        valid: summary => summary.Parameters.Trainable,
        invalid: errors => throw new InvalidOperationException($"{plan.Name}: {errors[0].Message().Sentence}"));
}

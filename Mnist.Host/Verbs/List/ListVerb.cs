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
        new("source", Importance: 7),
        new("target", Importance: 6),
    ];

    public static Reply Run() => new(ExitCode.Done)
    {
        Text = [new Block.Table(Columns, PlanCatalog.All.Select(Row).ToValueList())],
        Json = () => JsonText.Write(
            new([.. PlanCatalog.All.Select(plan => ListedPlanDocument.Of(plan, Parameters(plan)))]), ListJson.Default.ListDocument),
    };

    private static ValueList<Cell> Row(Plan plan) =>
        [new(plan.Name, Tone.Strong), Parameters(plan).Grouped(), plan.Description, new(plan.Target.Limits(), Tone.Muted)];

    /// <summary>Trainable parameters; every plan of the catalogue has a summary.</summary>
    private static long Parameters(Plan plan) => Summarizer.Summarize(plan.Architecture).Match(
        valid: summary => summary.Parameters.Trainable,
        invalid: errors => throw new InvalidOperationException($"{plan.Name}: {errors[0].Message().Sentence}"));
}

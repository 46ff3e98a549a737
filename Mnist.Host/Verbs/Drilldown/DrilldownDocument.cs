using System.Text.Json.Serialization;
using Mnist.Host.Reports;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>What <c>drilldown --json</c> prints; accuracies in percent.</summary>
internal sealed record DrilldownDocument(string Name, IReadOnlyList<DrilldownStepDocument> Steps, IReadOnlyList<string> Files)
{
    public static DrilldownDocument Of(string name, ValueList<DrilldownStep> steps, ValueList<string> files) =>
        new(name, [.. steps.Select(DrilldownStepDocument.Of)], files);
}

/// <summary>One step; published figures are null where there are none.</summary>
internal sealed record DrilldownStepDocument(
    string Plan,
    long Parameters,
    int Met,
    IReadOnlyList<DrilldownAim> Target,
    StatisticsDocument BestTrain,
    StatisticsDocument BestTest,
    StatisticsDocument LastMinimum,
    StatisticsDocument LastMean,
    StatisticsDocument Final,
    double? PublishedTrain,
    double? PublishedTest,
    double? PValueAgainstBefore,
    IReadOnlyList<string> Changes,
    IReadOnlyList<string> Analysis)
{
    public static DrilldownStepDocument Of(DrilldownStep step) => new(
        step.Original.Name,
        step.Sweep.Parameters,
        step.Sweep.Met,
        [.. step.Aims],
        StatisticsDocument.Of(step.Sweep.BestTrain),
        StatisticsDocument.Of(step.Sweep.BestHeldOut),
        StatisticsDocument.Of(step.Sweep.LastMinimum),
        StatisticsDocument.Of(step.Sweep.LastMean),
        StatisticsDocument.Of(step.Sweep.Final),
        step.Published?.BestTrain,
        step.Published?.BestTest,
        step.Against?.Test.PValue,
        [.. step.Change?.Sentences ?? []],
        [.. DrilldownReport.Conclusions(step)]);
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DrilldownDocument))]
internal sealed partial class DrilldownJson : JsonSerializerContext;

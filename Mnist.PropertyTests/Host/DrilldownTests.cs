using System.Text.Json;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Reports;
using Mnist.Host.Sweeps;
using Mnist.Host.Verbs.Drilldown;
using Mnist.PropertyTests.Domain;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>A drill-down on a single batch: the figures mean nothing, the document has to be whole.</summary>
public sealed class DrilldownTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The published batches are of 128.</summary>
    public DrilldownTests()
    {
        IdxFiles.WriteSet(folder.Path);
        folder.Write($"{DataFileRole.TrainingImages.Name()}.gz", IdxFiles.Gzip(IdxFiles.Images(128)));
        folder.Write($"{DataFileRole.TrainingLabels.Name()}.gz", IdxFiles.Gzip(IdxFiles.Labels(128)));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_step_has_target_result_and_analysis()
    {
        var seen = Run("eva6");
        var text = File.ReadAllText(Path.Combine(folder.Path, "runs", "drilldown-eva6.md"));
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Equal(Eva6.Steps.Count, Count(text, "### Target"));
        Assert.Equal(Eva6.Steps.Count, Count(text, "### Result"));
        Assert.Equal(Eva6.Steps.Count, Count(text, "### Analysis"));
        Assert.DoesNotContain("published", text, StringComparison.OrdinalIgnoreCase); // of MNIST, which this is not
        Assert.Contains("added: dropout 0.01 (layers 3, 7, 11, 16, 20 and 24)", text, StringComparison.Ordinal);
        Assert.Contains("Not a solution: target: 147,344 parameters are 137,345 over the budget", text, StringComparison.Ordinal);
        Assert.Equal(1, Count(text, "over the budget"));

        Assert.Equal(Eva6.Steps.Count, Count(text, "at most 9,999 parameters"));
        Assert.Equal(Eva6.Steps.Count + 1, Count(text, "| missed |")); // all accuracies, and the first step's parameters

        var page = File.ReadAllText(Path.Combine(folder.Path, "runs", "drilldown-eva6.html"));
        Assert.Equal(2 * Eva6.Steps.Count, Count(page, "<svg"));
        Assert.Equal(Eva6.Steps.Count, Count(page, "<h3>Analysis</h3>"));
    }

    [Fact]
    public void For_programs_there_is_the_same_as_one_document()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(Run("eva6", "--json").Output);
        var steps = document.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(
            Eva6.Steps.Select(plan => plan.Name),
            steps.Select(step => step.GetProperty("plan").GetString()),
            StringComparer.Ordinal);
        Assert.All(steps, step => Assert.Equal(JsonValueKind.Null, step.GetProperty("publishedTest").ValueKind));
        Assert.Equal(
            "maxParameters False, maxEpochs True, accuracy False",
            string.Join(", ", steps[0].GetProperty("target").EnumerateArray().Select(aim =>
                $"{aim.GetProperty("limit").GetString()} {aim.GetProperty("met").GetBoolean()}")));
        Assert.All(document.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
        Assert.Equal(JsonValueKind.Null, steps[0].GetProperty("pValueAgainstBefore").ValueKind);
        Assert.All(steps.Skip(1), step => Assert.InRange(step.GetProperty("pValueAgainstBefore").GetDouble(), 0, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_published_stands_beside_figures_of_Mnist_only(bool isMnist)
    {
        var steps = Eva6.Steps.Select(plan => Step(plan, isMnist)).ToValueList();
        var outcome = new SweepOutcome("", steps.Select(step => step.Sweep).ToValueList(), [], [], 0);
        var text = MarkdownRenderer.Write(DrilldownReport.Of("eva6", steps, outcome));
        Assert.Equal(isMnist ? 2 + 5 + 1 + 5 : 0, Count(text, "ublished")); // the overview, each result, the line below, each analysis
        Assert.All(PublishedResult.All.Take(5), result =>
            Assert.Equal(isMnist, text.Contains($"{result.BestTest:F2} %", StringComparison.Ordinal)));
        Assert.Equal(isMnist ? 99.32 : null, DrilldownStepDocument.Of(steps[1]).PublishedTest);
    }

    /// <summary>A step of 15 epochs, whose accuracies are none that was published.</summary>
    private static DrilldownStep Step(Plan plan, bool isMnist)
    {
        var run = RunRecords.Of(plan, seed: 1, [.. Enumerable.Repeat((9_701, 9_702), plan.Training.Epochs)]);
        var record = run with { Data = run.Data with { IsMnist = isMnist } };
        var sweep = PlanSweep.Of(PlanChecker.Check(plan.WithoutNetworkLimits(), DataSpec.Mnist).OrThrow(), [RunSummary.Of(record)!]);
        return new(plan, sweep, record, PublishedFigures.Of(sweep), Before: null, Against: null);
    }

    [Fact]
    public void An_unknown_series_is_answered_with_the_known_ones()
    {
        var seen = Run("eva8");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("there are ours, eva6 and eva7", seen.Error, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Eight epochs, because a step's schedule needs more than five.</summary>
    private Seen Run(string name, params string[] more) => Command.Run(
        [
            "drilldown",
            name,
            "--backend",
            "simd",
            "--data",
            folder.Path,
            "--out",
            Path.Combine(folder.Path, "runs"),
            "--epochs",
            "8",
            .. more,
        ]);
}

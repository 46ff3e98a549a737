using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Mnist.Domain.Training;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What a search leaves behind: a picture, plans, runs; and sweeps that are only told.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SearchTests() => IdxFiles.WriteSet(folder.Path);

    private string Runs => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_front_is_drawn_with_a_mark_for_each_design()
    {
        var svg = Path.Combine(folder.Path, "pictures", "front.svg");
        var seen = Command.Run("search", Space(), "--svg", svg, "--json");
        Assert.Equal(ExitCode.Done, seen.Exit);
        var front = JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("front").GetArrayLength();
        var marks = XDocument.Load(svg).Descendants().Count(element => (string?)element.Attribute("class") == "dot s1");
        Assert.Equal((3, 3), (front, marks));
        Assert.Equal(ExitCode.Invalid, Command.Run("search", Space(), "--svg", folder.Path).Exit);
    }

    [Fact]
    public void The_best_designs_are_trained_from_plans_that_are_kept()
    {
        var seen = Command.Run(
            "search", Space(), "--train", "2", "--seeds", "1", "--data", folder.Path, "--out", Runs, "--backend", "simd", "--json");
        var trained = JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("trained").EnumerateArray()
            .Select(plan => plan.GetProperty("name").GetString()).ToArray();
        Assert.Equal(["some-1", "some-2"], trained, StringComparer.Ordinal);
        Assert.All(trained, name => Assert.Equal(
            ExitCode.Done, Command.Run("check", Path.Combine(Runs, "plans", $"{name}.json")).Exit));
        Assert.Equal(
            ["some-1", "some-2"],
            Directory.GetDirectories(Runs, "some-*").Select(run => Path.GetFileName(run)[..6]).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_front_is_not_ranked_by_too_few_runs()
    {
        var seen = Command.Run("search", Space(), "--rank", "predicted", "--out", Runs);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("Not ordered by prediction: 0 networks", seen.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, Command.Run("search", Space(), "--rank", "luck").Exit);
    }

    /// <summary>A limit on RAM is found in the table and kept by the plan that is saved.</summary>
    [Fact]
    public void A_device_limits_what_is_found()
    {
        var best = Path.Combine(folder.Path, "best.json");
        var seen = Command.Run("search", Space(), "--where", "ramBytes=..260", "--maximize", "macs", "--save", "1", best, "--json");
        var first = JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("front")[0];
        Assert.InRange(first.GetProperty("ramBytes").GetInt64(), 1, 260);
        Assert.Equal(ExitCode.Done, Command.Run("check", best, "--max-ram", $"{first.GetProperty("ramBytes")}").Exit);
        Assert.Equal(ExitCode.OverBudget, Command.Run("check", best, "--max-ram", $"{first.GetProperty("ramBytes").GetInt64() - 1}").Exit);
    }

    [Fact]
    public void A_dry_sweep_tells_every_run_and_starts_none()
    {
        var (small, large) = (Plan("small", 4), Plan("large", 40));
        string[] sweep = ["sweep", small, large, "--seeds", "1..3", "--max-params", "5000", "--out", Runs, "--dry-run"];
        var seen = Command.Run(sweep);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("large.json is left out: ", seen.Output, StringComparison.Ordinal);
        Assert.Contains("3 runs, ", seen.Output, StringComparison.Ordinal);
        var document = JsonSerializer.Deserialize<JsonElement>(Command.Run([.. sweep, "--json"]).Output);
        Assert.Equal("small", Assert.Single(document.GetProperty("plans").EnumerateArray()).GetProperty("plan").GetString());
        Assert.True(document.GetProperty("plans")[0].GetProperty("seconds").GetDouble() > 0);
        Assert.Equal(large, Assert.Single(document.GetProperty("leftOut").EnumerateArray()).GetProperty("where").GetString());
        Assert.Equal(ExitCode.OverBudget, Command.Run("sweep", large, "--max-params", "5000", "--out", Runs, "--dry-run").Exit);
        Assert.Equal(ExitCode.Invalid, Command.Run("sweep", "nothing", small, "--out", Runs, "--dry-run").Exit);
        Assert.False(Directory.Exists(Runs));
    }

    private string Plan(string name, int filters) => folder.Write($"{name}.json", Encoding.UTF8.GetBytes(PlanText.Write(new(
        name,
        TinyNetwork.WithoutNormalization(filters),
        new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new()))));

    /// <summary>Four designs, of which that with windows of 4x4 has a smaller field than a cheaper one.</summary>
    private string Space() => folder.Write("some.json", """
        {
          "name": "some",
          "layers": [
            { "type": "conv2d", "filters": 4, "kernel": { "any": [2, 3, 4, 5] }, "stride": 4 },
            { "type": "relu" },
            { "type": "flatten" },
            { "type": "linear", "units": 10 }
          ],
          "training": { "epochs": 1, "batchSize": 4, "optimizer": { "type": "sgd", "learningRate": 0.01 } },
          "objectives": [{ "type": "minimize", "figure": "macs" }, { "type": "maximize", "figure": "lastMapField" }]
        }
        """u8.ToArray());
}

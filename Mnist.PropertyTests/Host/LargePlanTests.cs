using System.Text.Json;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Differences;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Plans as large as files may be. Memory taken stands for work done: it does not depend on what else the machine does.</summary>
public sealed class LargePlanTests
{
    private const string Rest = "\"training\": { \"epochs\": 1, \"optimizer\": { \"type\": \"sgd\", \"learningRate\": 0.1 } }";

    [Fact]
    public void Checking_a_plan_twice_as_long_takes_twice_the_work() =>
        AssertLinear(count => PlanChecker.Examine(Chain(count), DataSpec.Mnist));

    [Fact]
    public void So_does_a_chain_inside_blocks() => AssertLinear(count =>
    {
        Layer block = new Layer.Residual(Chain(count).Architecture.Layers);
        var nested = Enumerable.Range(0, 50).Aggregate(block, (inner, _) => new Layer.Residual([inner]));
        return PlanChecker.Examine(Eva6.Step2 with { Architecture = new(Shape.MnistImage, [nested]), Target = new() }, DataSpec.Mnist);
    });

    [Fact]
    public void So_does_comparing_networks_that_differ_a_little() => AssertLinear(count =>
        LayerDifference.Between(
            Chain(count).Architecture.Layers,
            [new Layer.Dropout(0), .. Chain(count).Architecture.Layers, new Layer.Relu()]));

    [Fact]
    public void So_does_comparing_networks_that_differ_in_everything() => AssertLinear(
        count => LayerDifference.Between(
            Chain(count).Architecture.Layers,
            [.. Enumerable.Range(0, count).Select(i => new Layer.Linear(i))]),
        most: 4);

    [Fact]
    public void So_does_reading_a_text_that_is_all_wrong() => AssertLinear(count => PlanText.Read(Wrong(count)));

    [Fact]
    public void Sixty_thousand_layers_are_checked_and_compared()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "long.json");
        File.WriteAllText(path, Text(60_000, """{"type":"relu"}"""));
        Assert.Equal(ExitCode.Invalid, Command.Run("check", path).Exit); // 784 outputs have a height and a width
        Assert.Contains("no difference", Command.Run("diff", path, path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_errors_the_first_hundred_are_told_and_the_rest_is_counted()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "wrong.json");
        File.WriteAllText(path, Wrong(5_000));
        var seen = Command.Run("check", path, "--json");
        AssertCounted(seen, Lines(seen.Error), 100, 9_900); // each layer has a misspelt name, and behind it no word
        AssertCounted(Command.Run("train", path, "--json"), Lines(Command.Run("train", path).Error), 100, 4_900);
    }

    [Fact]
    public void So_it_is_with_errors_of_a_plan_that_was_read()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "rates.json");
        File.WriteAllText(path, Text(5_000, """{"type":"dropout","rate":2}"""));
        AssertCounted(Command.Run("check", path, "--json"), [.. Lines(Command.Run("check", path).Output).SkipLast(1)], 100, 4_900);
    }

    [Fact]
    public void Many_like_changes_are_counted_in_one_sentence()
    {
        var plan = Chain(3_000);
        var other = plan with
        {
            Architecture = plan.Architecture with
            {
                Layers = [.. plan.Architecture.Layers, .. Enumerable.Repeat(new Layer.Dropout(0.1), 900)],
            }
        };
        Assert.EndsWith(" and 800 others)", Assert.Single(PlanDifference.Between(plan, other).Sentences), StringComparison.Ordinal);
    }

    private static void AssertCounted(Seen json, string[] lines, int shown, int leftOut)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(json.Output);
        Assert.Equal((shown, leftOut), (document.GetProperty("errors").GetArrayLength(), document.GetProperty("errorsLeftOut").GetInt32()));
        Assert.Equal($"and {leftOut:N0} more errors, not shown.", lines[^1]);
        Assert.InRange(lines.Length, shown + 1, shown + 10);
    }

    private static string[] Lines(string text) => text.TrimEnd().Split(Environment.NewLine);

    /// <summary>Four times the layers, with some air for lists that grow by doubling.</summary>
    private static void AssertLinear(Func<int, object> act, double most = 6)
    {
        const int Few = 2_000;
        _ = act(10); // what is done once
        var (few, many) = (Allocated(Few), Allocated(4 * Few));
        Assert.True(many < most * few, $"{few:N0} bytes for {Few} layers and {many:N0} for four times as many");

        long Allocated(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(act(count));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static Plan Chain(int count) => Eva6.Step2 with
    {
        Architecture = new(
            Shape.MnistImage,
            [.. Enumerable.Range(0, count).Select(Layer (i) => i % 3 == 0 ? new Layer.BatchNorm2d() : new Layer.Relu())]),
        Target = new(),
    };

    private static string Wrong(int count) => Text(count, """{"tipe":1}""");

    private static string Text(int count, string layer) =>
        $"{{ \"name\": \"long\", \"layers\": [{string.Join(',', Enumerable.Repeat(layer, count))}], {Rest} }}";
}

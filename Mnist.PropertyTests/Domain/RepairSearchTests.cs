using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Repairs;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests.Domain;

/// <summary>Repairs against a search that tries every width and every scale, in small chains of all kinds of convolutions.</summary>
public sealed class RepairSearchTests
{
    /// <summary>A plan whose network can be executed, and a budget below what it has.</summary>
    /// <param name="Plan">With the budget as its target.</param>
    /// <param name="Parameters">Of its network.</param>
    public sealed record Case(Plan Plan, long Parameters);

    public static Arbitrary<Case> Cases() => (
        from widths in Gen.Choose(1, 12).ArrayOf(3)
        from kinds in Gen.Choose(0, 4).ArrayOf(2)
        from outputs in Gen.Choose(10, 14)
        from isLinear in Gen.Elements(true, false)
        let layers = Chain(widths, kinds, isLinear ? new Layer.Linear(outputs) : new Layer.Conv2d(outputs, 1))
        let plan = Corruptions.Sound with { Architecture = new(Shape.MnistImage, layers) }
        let report = PlanChecker.Examine(plan with { Target = new() }, DataSpec.Mnist)
        where report.Runs
        let parameters = report.Summary!.Parameters.Trainable
        from limit in Gen.Choose(1, (int)parameters - 1)
        select new Case(plan with { Target = new() { MaxParameters = limit } }, parameters)).ToArbitrary();

    [Property(MaxTest = 200, Arbitrary = [typeof(RepairSearchTests)])]
    public Property A_layer_is_narrowed_as_little_as_the_budget_asks_and_no_layer_is_left_out(Case of)
    {
        var layers = of.Plan.Architecture.Layers;
        var logits = layers.Count - 1 - layers.Reverse().TakeWhile(layer => Width(layer) is null).Count();
        var expected =
            from i in Enumerable.Range(0, layers.Count)
            where Width(layers[i]) is not null
            let width = Width(layers[i])!.Value
            let fewest = i == logits ? DataSpec.Mnist.Classes.Count : 1
            let best = Enumerable.Range(0, width).Reverse()
                .FirstOrDefault(to => to >= fewest && Fits(of.Plan, Narrow(layers, i, width, to)))
            where best > 0
            select ($"{i}", width, best, Narrow(layers, i, width, best));
        var found = Find(of).OfType<BudgetRepair.Narrow>().Select(r => (r.Layer.Path, r.From, r.To, r.Architecture.Layers)).ToHashSet();
        return found.SetEquals(expected).Label($"{string.Join("; ", found)}\n<>\n{string.Join("; ", expected)}")
            .Classify(found.Count > 0, "narrower").Classify(layers.Any(layer => layer is Layer.Conv2d { Groups: > 1 }), "grouped");
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(RepairSearchTests)])]
    public Property The_scale_is_the_largest_of_which_the_network_is_within_its_budget(Case of)
    {
        var layers = of.Plan.Architecture.Layers;
        var best = Enumerable.Range(1, 99).Reverse().FirstOrDefault(percent => Fits(of.Plan, Scale(layers, percent)));
        var found = Find(of).OfType<BudgetRepair.Scale>().SingleOrDefault();
        return ((found?.Percent ?? 0) == best && (found is null || found.Architecture.Layers.Equals(Scale(layers, best))))
            .Label($"{found} <> {best}").Classify(best > 0, "scaled");
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(RepairSearchTests)])]
    public bool Repairs_come_by_what_they_remove_and_then_by_what_they_keep(Case of)
    {
        var order = Find(of).Select(r => (r.Removed, -r.Parameters)).ToList();
        return order.SequenceEqual(order.Order()) && order.TrueForAll(r => r.Removed > 0 && -r.Item2 < of.Parameters);
    }

    [Property(MaxTest = 100)]
    public Property A_wide_layer_is_narrowed_to_what_the_budget_pays_for() => Prop.ForAll(
        (from width in Gen.Choose(200, 5000)
         from limit in Gen.Choose(1, (ParametersPerFilter * width) + 9)
         select (width, limit)).ToArbitrary(),
        of =>
        {
            ValueList<Layer> layers = [new Layer.Conv2d(of.width, 1), new Layer.GlobalAvgPool(), new Layer.Linear(10)];
            var plan = Corruptions.Sound with { Architecture = new(Shape.MnistImage, layers), Target = new() { MaxParameters = of.limit } };
            var found = Find(new(plan, (ParametersPerFilter * of.width) + 10)).OfType<BudgetRepair.Narrow>().SingleOrDefault();
            var best = Math.Max(0, (of.limit - 10) / ParametersPerFilter);
            return ((found?.To ?? 0) == best).Label($"{found} <> {best}").Classify(best > 0, "narrower");
        });

    /// <summary>What a filter of one pixel costs before a linear layer of ten outputs: its weight, and ten weights behind it.</summary>
    private const int ParametersPerFilter = 11;

    /// <summary>Flash grows with every width; so does RAM in nets as small as these.</summary>
    [Property(MaxTest = 40, Arbitrary = [typeof(RepairSearchTests)])]
    public Property A_layer_is_narrowed_as_little_as_a_device_asks(Case of, byte share, bool isFlash)
    {
        var layers = of.Plan.Architecture.Layers;
        var device = DeploymentCalculator.Of(of.Plan.Architecture, Summaries.Of(of.Plan.Architecture), NumberFormat.Int8)!;
        var limit = 1 + (((isFlash ? device.FlashBytes : device.RamBytes) - 1) * share / (byte.MaxValue + 1));
        var plan = of.Plan with
        {
            Target = isFlash ? new() { LastEpochs = 1, MaxFlashBytes = limit } : new() { LastEpochs = 1, MaxRamBytes = limit },
        };
        var found = Find(new(plan, of.Parameters)).OfType<BudgetRepair.Narrow>()
            .ToDictionary(r => r.Layer.Path, r => r.To, StringComparer.Ordinal);
        var logits = layers.Count - 1 - layers.Reverse().TakeWhile(layer => Width(layer) is null).Count();
        return Enumerable.Range(0, layers.Count).All(i =>
            Width(layers[i]) is not { } width
            || Enumerable.Range(1, width).Reverse().Skip(1)
                .FirstOrDefault(to => to >= (i == logits ? DataSpec.Mnist.Classes.Count : 1) && Fits(plan, Narrow(layers, i, width, to)))
                is var best && best == found.GetValueOrDefault($"{i}"))
            .Label($"{string.Join("; ", found)} of {string.Join("; ", layers)} within {limit}")
            .Classify(found.Count > 0, isFlash ? "less flash" : "less RAM");
    }

    private static ValueList<BudgetRepair> Find(Case of) => RepairFinder.Find(PlanChecker.Examine(of.Plan, DataSpec.Mnist)).Repairs;

    private static bool Fits(Plan plan, ValueList<Layer> layers) =>
        PlanChecker.Examine(plan with { Architecture = plan.Architecture with { Layers = layers } }, DataSpec.Mnist).Errors.Count == 0;

    private static ValueList<Layer> Chain(int[] widths, int[] kinds, Layer last) =>
    [
        new Layer.Conv2d(widths[0], 3),
        .. After(kinds[0], widths[0], widths[1]),
        .. After(kinds[1], widths[1], widths[2]),
        .. last is Layer.Linear ? [new Layer.GlobalAvgPool(), last] : (IEnumerable<Layer>)[last, new Layer.GlobalAvgPool()],
    ];

    /// <summary>From some channels to others by a plain, a depthwise, a grouped or a separable convolution, or with ReLU between.</summary>
    private static IEnumerable<Layer> After(int kind, int from, int to) => kind switch
    {
        0 => [new Layer.Conv2d(to, 3)],
        1 => [new Layer.Conv2d(from, 3) { Groups = from }, new Layer.Conv2d(to, 1)],
        2 => [new Layer.Relu(), new Layer.Conv2d(2 * from, 3) { Groups = from }, new Layer.BatchNorm2d(), new Layer.Conv2d(to, 1)],
        3 => [new Layer.Conv2d(4, 1), new Layer.Conv2d(6, 3) { Groups = 2 }, new Layer.Conv2d(to, 1)],
        _ => [new Layer.Relu(), new Layer.Conv2d(to, 1)],
    };

    private static int? Width(Layer layer) => layer is Layer.Conv2d c ? c.Filters : (layer as Layer.Linear)?.Units;

    private static ValueList<Layer> Narrow(ValueList<Layer> layers, int at, int from, int to)
    {
        var narrowed = layers.ToArray();
        narrowed[at] = narrowed[at] is Layer.Conv2d c ? c with { Filters = to } : new Layer.Linear(to);
        var next = at + 1;
        while (next < layers.Count && Width(layers[next]) is null)
            next++;
        // One layer that takes the channels one by one hands them on to another.
        for (; next < layers.Count && layers[next] is Layer.Conv2d follows && follows.Groups == from; next = layers.Count)
            narrowed[next] = follows with { Groups = to, Filters = follows.Filters / from * to };
        return [.. narrowed];
    }

    private static ValueList<Layer> Scale(ValueList<Layer> layers, int percent)
    {
        var logits = layers.Last(layer => Width(layer) is not null);
        int Part(int width) => Math.Max(1, width * percent / 100);
        return layers.Select(layer => layer is not Layer.Conv2d c || ReferenceEquals(c, logits) ? layer
            : c.Groups > 1 ? c with { Groups = Part(c.Groups), Filters = c.Filters / c.Groups * Part(c.Groups) }
            : c with { Filters = Part(c.Filters) }).ToValueList();
    }
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class DeploymentTests
{
    [Property(MaxTest = 150, Arbitrary = [typeof(Architectures)])]
    public void Nothing_that_is_still_needed_is_overwritten(Architecture net)
    {
        var (graph, stages) = Parts(net);
        foreach (var format in Enum.GetValues<NumberFormat>())
        {
            for (var byRows = 0; byRows <= stages.Count; byRows++)
                Assert.Null(PoisonedArena.Fault(DeploymentCalculator.With(graph, stages, byRows, format)));
        }
    }

    /// <summary>A place for rows fewer, or a buffer moved onto another that is needed at the same time: the arena above notices.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Architectures)])]
    public void No_buffer_can_do_with_a_row_less(Architecture net)
    {
        var (graph, stages) = Parts(net);
        var network = DeploymentCalculator.With(graph, stages, stages.Count, NumberFormat.Int8);
        Assert.All(network.Buffers.Index().Where(at => at.Item.Count > 1), at =>
            Assert.NotNull(PoisonedArena.Fault(network with
            {
                Buffers = network.Buffers.With(at.Index, at.Item with { Count = at.Item.Count - 1 }),
            })));
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Architectures)])]
    public void The_arena_ends_with_its_last_buffer_and_no_schedule_needs_a_smaller_one(Architecture net)
    {
        var (graph, stages) = Parts(net);
        foreach (var format in Enum.GetValues<NumberFormat>())
        {
            var all = Enumerable.Range(0, stages.Count + 1).Select(n => DeploymentCalculator.With(graph, stages, n, format)).ToArray();
            var chosen = DeploymentCalculator.Of(Computing(net), Summaries.Of(Computing(net)), format)!;
            Assert.Equal(all.Min(n => n.ArenaBytes), chosen.ArenaBytes);
            Assert.All(all, n => Assert.Equal((n.Buffers.Max(b => b.Offset + b.Bytes) + 3) / 4 * 4, n.ArenaBytes));
            Assert.All(chosen.Buffers, b => Assert.Equal(0, b.Offset % b.Alignment));
        }
    }

    /// <summary>Every step of every stage once, in order, and the image from its first row to its last.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Architectures)])]
    public void Every_row_is_computed_once(Architecture net)
    {
        var (graph, stages) = Parts(net);
        for (var byRows = 0; byRows <= stages.Count; byRows++)
        {
            var steps = RowSchedule.Of(stages, graph.Input.Height, byRows).GroupBy(s => s.Stage).OrderBy(g => g.Key).ToArray();
            Assert.Equal(
                stages.Select(s => s.Steps).Prepend(graph.Input.Height).Select(n => string.Join(' ', Enumerable.Range(0, n))),
                steps.Select(g => string.Join(' ', g.Select(s => s.Index))),
                StringComparer.Ordinal);
        }
    }

    [Fact]
    public void No_placement_is_smaller() => Prop.ForAll(Buffers.ToArbitrary(), buffers =>
    {
        var (placed, bytes) = Placement.Of(buffers, Placement.Least(buffers, 6));
        return IsApart(buffers, placed.Select(b => (int)b.Offset).ToArray()) && bytes == SmallestByTrying(buffers);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>By hand: line buffers of three rows, and sums behind the last stage.</summary>
    [Fact]
    public void The_flagship_needs_what_a_hand_adds_up()
    {
        var plan = Ours.Flagship.Architecture;
        var network = DeploymentCalculator.Of(plan, Summaries.Of(plan), NumberFormat.Int8)!;
        const int Image = 3 * 28, First = 3 * 26 * 8, Pooled = 3 * 12 * 16;
        const int Third = 3 * 10 * 40, Fourth = 3 * 8 * 48, Fifth = 3 * 6 * 48;
        const int Sums = 2 * 52, Pixels = 48 + 52;
        Assert.Equal(network.Stages.Count, network.ByRows);
        Assert.Equal(Image + First + Pooled + Third + Fourth + Fifth + Sums + Pixels, network.ArenaBytes);

        // Every convolution has a bias of 4 bytes a channel and, but the last, a multiplier of 4 and a shift of 1.
        const int Channels = 8 + 8 + 16 + 16 + 40 + 40 + 48 + 48 + 48 + 48 + 52 + 10;
        Assert.Equal(0, network.FlashBytes - network.WeightBytes - (9 * Channels) + (5 * 10));
    }

    [Fact]
    public void A_chain_that_no_device_holds_is_not_calculated()
    {
        var layers = Enumerable.Repeat<Layer>(new Layer.Conv2d(1, 3) { Padding = 1 }, DeploymentCalculator.MostStages + 1);
        var net = new Architecture(Shape.MnistImage, [.. layers]);
        Assert.Null(DeploymentCalculator.Of(net, Summaries.Of(net), NumberFormat.Int8));
        Assert.NotNull(DeploymentCalculator.Of(net with { Layers = [.. layers.Skip(1)] }, Summaries.Of(net), NumberFormat.Int8));
    }

    private static Gen<ValueList<LiveBuffer>> Buffers =>
        from count in Gen.Choose(1, 6)
        from list in Gen.ListOf(
            from size in Gen.Choose(1, 4)
            from live in Gen.Choose(1, 63)
            select new LiveBuffer(new(BufferUse.Rows, 0, 1, 4 * size, 1, 0), new BigInteger(live)), count)
        select list.ToValueList();

    private static (InferenceGraph Graph, ValueList<Mnist.Domain.Deployment.Stage> Stages) Parts(Architecture net)
    {
        var graph = InferenceGraph.Of(Computing(net), Summaries.Of(Computing(net)));
        return (graph, Mnist.Domain.Deployment.Stage.Of(graph));
    }

    /// <summary>A network that computes nothing has no stages: a convolution is put behind it.</summary>
    private static Architecture Computing(Architecture net) => InferenceGraph.Of(net, Summaries.Of(net)).Nodes.Count > 0
        ? net
        : net with { Layers = [.. net.Layers, new Layer.Conv2d(2, 1)] };

    private static long SmallestByTrying(ValueList<LiveBuffer> buffers)
    {
        var offsets = new int[buffers.Count];
        for (var bytes = 4; ; bytes += 4)
        {
            if (Fits(0, bytes))
                return bytes;
        }

        bool Fits(int next, int bytes)
        {
            if (next == offsets.Length)
                return true;
            for (offsets[next] = 0; offsets[next] + buffers[next].Buffer.Bytes <= bytes; offsets[next] += 4)
            {
                if (IsApart(buffers, offsets[..(next + 1)]) && Fits(next + 1, bytes))
                    return true;
            }

            return false;
        }
    }

    private static bool IsApart(ValueList<LiveBuffer> buffers, int[] offsets) => !(
        from a in Enumerable.Range(0, offsets.Length)
        from b in Enumerable.Range(0, a)
        where !(buffers[a].Live & buffers[b].Live).IsZero
            && offsets[a] < offsets[b] + buffers[b].Buffer.Bytes
            && offsets[b] < offsets[a] + buffers[a].Buffer.Bytes
        select a).Any();
}

using Mnist.Domain.Planning;

namespace Mnist.Domain.Search;

/// <summary>Folds a space up into a graph.</summary>
/// <param name="data">Image and classes.</param>
/// <param name="calculator">Judges layers.</param>
internal sealed class GraphBuilder(DataSpec data, EffectCalculator calculator)
{
    /// <summary>Most edges: about 200 MB of them.</summary>
    public const int MostEdges = 600_000;

    private readonly DataSpec data = data;
    private readonly Alternatives alternatives = new(calculator);

    /// <summary>The graph; null where it would be larger than memory should hold.</summary>
    /// <param name="junction">Where the chain begins; it stands for fewer than 2^127 designs.</param>
    public DesignGraph? Build(Junction junction)
    {
        var start = new Meeting(junction, data.Image, IsFirst: true);
        var met = new Dictionary<Meeting, List<Step>>();
        var (open, count) = (new Stack<Meeting>([start]), 0);
        while (open.TryPop(out var from))
        {
            if (met.ContainsKey(from))
                continue;
            var steps = met[from] = [.. Steps(from)];
            count += steps.Count;
            if (count > MostEdges)
                return null;
            foreach (var step in steps.Where(step => !IsEnd(step.To)))
                open.Push(step.To);
        }

        // The end is node 0, and no node leads to a larger one.
        var order = met.Keys.OrderBy(meeting => meeting.Junction.Rank).ToList();
        var numbers = order.Select((meeting, i) => KeyValuePair.Create(meeting, i + 1)).ToDictionary();
        return DesignGraph.Of(
            [1, .. order.Select(meeting => (UInt128)meeting.Junction.Chains)],
            [[], .. order.Select(meeting => (IReadOnlyList<Edge>)[.. met[meeting].Select(step => Joined(step, numbers))])],
            numbers[start],
            Place.Start(data.Image.Height, data.Image.Width, data.Image.Elements));
    }

    private IEnumerable<Step> Steps(Meeting from) => (
        from way in @from.Junction.Ways
        from layer in alternatives.Of(way, @from.Shape, @from.IsFirst)
        let step = Settled(Behind(@from, way, layer), [layer])
        where step is not null
        select step.Value).Concat(Enumerable.Repeat(new Step([], Meeting.End), IsAnswer(from.Shape) ? from.Junction.Ends : 0));

    /// <summary>Goes on while there is no choice; null where the layers do not fit, or leave no logits at the end.</summary>
    private Step? Settled(Meeting at, List<Alternative> layers)
    {
        while (at.Junction.OnlyWay is { } way)
        {
            if (alternatives.Of(way, at.Shape, at.IsFirst) is not [var only])
                return null;
            layers.Add(only);
            at = Behind(at, way, only);
        }

        return !IsEnd(at) ? new([.. layers], at) : IsAnswer(at.Shape) ? new([.. layers], Meeting.End) : null;
    }

    private static Meeting Behind(Meeting from, Way way, Alternative layer) =>
        new(way.Next, layer.Output, from.IsFirst && layer.Effect.Adds.Macs == 0);

    private static bool IsEnd(Meeting meeting) => meeting.Junction is { Ends: 1, Ways.Count: 0 };

    private bool IsAnswer(Shape shape) => shape.Positions == 1 && shape.Channels >= data.Classes.Count;

    private static Edge Joined(Step step, Dictionary<Meeting, int> numbers) => new(
        [.. step.Layers.Select(layer => layer.Layer)],
        step.Layers.Aggregate(Effect.None, (effect, layer) => effect.Then(layer.Effect)),
        IsEnd(step.To) ? DesignGraph.End : numbers[step.To]);

    /// <summary>A junction and the shape that designs bring there.</summary>
    private readonly record struct Meeting(Junction Junction, Shape Shape, bool IsFirst)
    {
        /// <summary>Where designs end, whatever they leave.</summary>
        public static Meeting End { get; } = new(Junction.Begin([]), Shape.MnistImage, IsFirst: false);
    }

    /// <summary>Layers that lead from one meeting to another.</summary>
    private readonly record struct Step(ValueList<Alternative> Layers, Meeting To);
}

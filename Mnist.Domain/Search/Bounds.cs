using Mnist.Domain.Analysis;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>The range of every figure that a search keeps to, and what each figure of a design is or can still become.</summary>
internal sealed class Bounds
{
    private const int Figures = 10;
    private const long PerMicrosecond = 1_000;

    private readonly long[] least = new long[Figures];
    private readonly long[] most = new long[Figures];
    private readonly long weightBytes;
    private readonly long runningBytes;
    private readonly long activationBytes;
    private readonly long mostActivations;

    /// <summary>The ranges of a space.</summary>
    /// <param name="space">The space; its target's limits hold too, and so do those of every network.</param>
    public Bounds(Space space)
    {
        Array.Fill(least, 0);
        Array.Fill(most, long.MaxValue);
        most[(int)Figure.Macs] = CostCalculator.MaxMacs;
        most[(int)Figure.Memory] = CostCalculator.MaxMemory - 1;
        foreach (var limit in Limits(space))
        {
            least[(int)limit.Figure] = Math.Max(least[(int)limit.Figure], limit.Least ?? 0);
            most[(int)limit.Figure] = Math.Min(most[(int)limit.Figure], limit.Most ?? long.MaxValue);
        }

        var average = space.Training.WeightAverage is null ? 0 : sizeof(float);
        weightBytes = ((2 + space.Training.Optimizer.StatesPerParameter) * sizeof(float)) + average;
        runningBytes = sizeof(float) + average;
        activationBytes = 2L * space.Training.BatchSize * sizeof(float);
        mostActivations = CostCalculator.MaxMemory / activationBytes;
    }

    /// <summary>Whether pixels that count have to be known exactly.</summary>
    public bool LooksAtPixels => Limited(Figure.ReceptiveField);

    /// <summary>Whether a device's memory has to be known, which only the whole design tells.</summary>
    public bool LooksAtMemory => Limited(Figure.FlashBytes) || Limited(Figure.RamBytes);

    /// <summary>All limits of a space as one list.</summary>
    public static ValueList<Limit> Limits(Space space) =>
    [
        .. space.Limits,
        .. Of(Figure.Parameters, null, space.Target.MaxParameters),
        .. Of(Figure.Macs, null, space.Target.MaxMacs),
        .. Of(Figure.ReceptiveField, space.Target.MinReceptiveField, null),
        .. Of(Figure.FlashBytes, null, space.Target.MaxFlashBytes),
        .. Of(Figure.RamBytes, null, space.Target.MaxRamBytes),
    ];

    private static IEnumerable<Limit> Of(Figure figure, long? least, long? most) =>
        (least ?? most) is null ? [] : [new(figure, least, most)];

    /// <summary>Whether some design that goes on so could keep to every range; exact at the end of a design.</summary>
    /// <param name="place">What is known.</param>
    /// <param name="reach">What may come.</param>
    public bool Allow(in Place place, in Reach reach) =>
        place.Rows.IsBounded && place.Columns.IsBounded
        && Meet(Figure.Parameters, place.Sums.Parameters + reach.Least.Parameters, place.Sums.Parameters + reach.Most.Parameters)
        && AllParameters(place.Sums + reach.Least) <= ShapeCalculator.MaxElements
        && Meet(Figure.NonTrainable, place.Sums.NonTrainable + reach.Least.NonTrainable, place.Sums.NonTrainable + reach.Most.NonTrainable)
        && Meet(Figure.Macs, place.Sums.Macs + reach.Least.Macs, place.Sums.Macs + reach.Most.Macs)
        && Meet(Figure.Memory, Memory(place.Sums + reach.Least), Memory(place.Sums + reach.Most))
        && Meet(Figure.EpochMicroseconds, Time(place.Sums + reach.Least), Time(place.Sums + reach.Most))
        && Meet(Figure.LastMapField, LeastField(place, reach), MostField(place, reach))
        && Meet(Figure.LastMap, LeastSide(place, reach), MostSide(place, reach))
        && MostSeen(place, reach) >= least[(int)Figure.ReceptiveField]
        && place.Sums.Constants + reach.Least.Constants <= most[(int)Figure.FlashBytes]
        && Math.Max(place.Ram, reach.LeastRam) <= most[(int)Figure.RamBytes];

    /// <summary>Whether the pixels that a finished design's logits depend on keep to their range.</summary>
    public bool AllowSeen(long seen) => Meet(Figure.ReceptiveField, seen, seen);

    /// <summary>Whether a finished design's memory on a device keeps to its ranges.</summary>
    public bool AllowMemory((long Flash, long Ram) memory) =>
        Meet(Figure.FlashBytes, memory.Flash, memory.Flash) && Meet(Figure.RamBytes, memory.Ram, memory.Ram);

    /// <summary>Whether every design that goes on so keeps to a range; told of what is not looked up pixel by pixel.</summary>
    public bool Hold(Figure figure, in Place place, in Reach reach) =>
        Low(figure, place, reach) >= least[(int)figure] && High(figure, place, reach) <= most[(int)figure];

    /// <summary>The same of trainable parameters, of running values, and of both together.</summary>
    public bool HoldParameters(in Place place, in Reach reach) =>
        Hold(Figure.Parameters, place, reach)
        && Hold(Figure.NonTrainable, place, reach)
        && AllParameters(place.Sums + reach.Most) <= ShapeCalculator.MaxElements;

    /// <summary>Least that a figure can be.</summary>
    public long Low(Figure figure, in Place place, in Reach reach) => figure switch
    {
        Figure.Parameters => place.Sums.Parameters + reach.Least.Parameters,
        Figure.NonTrainable => place.Sums.NonTrainable + reach.Least.NonTrainable,
        Figure.Macs => place.Sums.Macs + reach.Least.Macs,
        Figure.Memory => Memory(place.Sums + reach.Least),
        Figure.EpochMicroseconds => Time(place.Sums + reach.Least),
        Figure.ReceptiveField => 1,
        Figure.LastMap => LeastSide(place, reach),
        Figure.LastMapField => LeastField(place, reach),
        Figure.FlashBytes => place.Sums.Constants + reach.Least.Constants,
        Figure.RamBytes => Math.Max(place.Ram, reach.LeastRam),
    };

    /// <summary>Most that a figure can be.</summary>
    public long High(Figure figure, in Place place, in Reach reach) => figure switch
    {
        Figure.Parameters => place.Sums.Parameters + reach.Most.Parameters,
        Figure.NonTrainable => place.Sums.NonTrainable + reach.Most.NonTrainable,
        Figure.Macs => place.Sums.Macs + reach.Most.Macs,
        Figure.Memory => Memory(place.Sums + reach.Most),
        Figure.EpochMicroseconds => Time(place.Sums + reach.Most),
        Figure.ReceptiveField => MostSeen(place, reach),
        Figure.LastMap => MostSide(place, reach),
        Figure.LastMapField => MostField(place, reach),
        Figure.FlashBytes or Figure.RamBytes => long.MaxValue,
    };

    private bool Limited(Figure figure) => least[(int)figure] > 0 || most[(int)figure] < long.MaxValue;

    private bool Meet(Figure figure, long low, long high) => high >= least[(int)figure] && low <= most[(int)figure];

    private long Memory(in Sums sums) =>
        (weightBytes * Math.Min(sums.Parameters, ShapeCalculator.MaxElements))
        + (runningBytes * Math.Min(sums.NonTrainable, ShapeCalculator.MaxElements))
        + (activationBytes * Math.Min(sums.Activations, mostActivations + 1));

    private static long AllParameters(in Sums sums) => sums.Parameters + sums.NonTrainable;

    private static long Time(in Sums sums) => sums.Time / PerMicrosecond;

    private static long LeastSide(in Place place, in Reach reach) =>
        reach.KeepsMap ? Math.Min(place.MapSide, reach.LeastSide) : reach.LeastSide;

    private static long MostSide(in Place place, in Reach reach) =>
        reach.KeepsMap ? Math.Max(place.MapSide, reach.MostSide) : reach.MostSide;

    private static long LeastField(in Place place, in Reach reach)
    {
        var later = Math.Min(Field(place.Rows, reach.Rows.LeastMap), Field(place.Columns, reach.Columns.LeastMap));
        return reach.KeepsMap ? Math.Min(place.MapField, later) : later;
    }

    private static long MostField(in Place place, in Reach reach)
    {
        var later = Math.Min(Field(place.Rows, reach.Rows.MostMap), Field(place.Columns, reach.Columns.MostMap));
        return reach.KeepsMap ? Math.Max(place.MapField, later) : later;
    }

    /// <summary>Where no map can come, the factor is an end of all numbers, and so is the field.</summary>
    private static long Field(in AxisPlace place, long factor) =>
        factor is long.MinValue or long.MaxValue ? factor : place.Size + (factor * place.Jump);

    private static long MostSeen(in Place place, in Reach reach) =>
        Math.Max(0, 1 + Math.Min(MostSeen(place.Rows, reach.Rows), MostSeen(place.Columns, reach.Columns)));

    private static long MostSeen(in AxisPlace place, in AxisReach reach) => Math.Min(place.End, place.Last + (reach.Sees * place.Jump));
}

namespace Mnist.Domain.Search;

/// <summary>What some layers add to a design, whatever stands before them and leaves a given shape.</summary>
/// <param name="Adds">To the sums.</param>
/// <param name="Rows">To the receptive field along the height.</param>
/// <param name="Columns">The same along the width.</param>
/// <param name="Map">The last activation among them that has more than one position.</param>
/// <param name="HasGaps">Whether what they see has to be looked up pixel by pixel.</param>
/// <param name="Ram">Bytes of rows that one of them reads at once on a device: no schedule needs less.</param>
internal readonly record struct Effect(Sums Adds, AxisStep Rows, AxisStep Columns, MapStep Map, bool HasGaps, long Ram = 0)
{
    public static Effect None { get; } = new(default, AxisStep.Identity, AxisStep.Identity, default, HasGaps: false);

    public bool IsBounded => Rows.IsBounded && Columns.IsBounded;

    public Effect Then(in Effect next) => new(
        (Adds + next.Adds).Bounded(),
        Rows.Then(next.Rows),
        Columns.Then(next.Columns),
        next.Map.Height == 0 ? Map : next.Map with
        {
            Rows = Rows.Grows + (Rows.Jumps * next.Map.Rows),
            Columns = Columns.Grows + (Columns.Jumps * next.Map.Columns),
        },
        HasGaps || next.HasGaps,
        Math.Max(Ram, next.Ram));
}

/// <summary>An activation with more than one position, and by how much its field is larger than the one before some layers.</summary>
/// <param name="Height">In positions; 0 where there is no such activation.</param>
/// <param name="Width">In positions.</param>
/// <param name="Rows">Growth along the height, in jumps.</param>
/// <param name="Columns">Growth along the width, in jumps.</param>
internal readonly record struct MapStep(int Height, int Width, long Rows, long Columns)
{
    public int Side => Math.Min(Height, Width);
}

/// <summary>Everything that is known of a design up to some layer.</summary>
/// <param name="Sums">Of its layers so far.</param>
/// <param name="Rows">Field along the height.</param>
/// <param name="Columns">Field along the width.</param>
/// <param name="MapSide">Smaller side of the last activation with more than one position.</param>
/// <param name="MapRows">Its field along the height.</param>
/// <param name="MapColumns">Its field along the width.</param>
/// <param name="HasGaps">Whether what is seen has to be looked up pixel by pixel.</param>
/// <param name="Ram">Bytes that no schedule on a device does without.</param>
internal readonly record struct Place(
    Sums Sums, AxisPlace Rows, AxisPlace Columns, int MapSide, long MapRows, long MapColumns, bool HasGaps, long Ram = 0)
{
    public static Place Start(int height, int width, long activations) => new(
        new(0, 0, 0, activations, 0, 0), AxisPlace.Pixel(height), AxisPlace.Pixel(width), Math.Min(height, width), 1, 1, HasGaps: false);

    public long MapField => Math.Min(MapRows, MapColumns);

    /// <summary>Rows or columns that a single last position sees, where nothing has gaps.</summary>
    public long Seen => Math.Max(0, 1 + Math.Min(Math.Min(Rows.Last, Rows.End), Math.Min(Columns.Last, Columns.End)));

    public Place Through(in Effect effect)
    {
        var map = effect.Map.Height > 0;
        return new(
            Sums + effect.Adds,
            Rows.Through(effect.Rows),
            Columns.Through(effect.Columns),
            map ? effect.Map.Side : MapSide,
            map ? Rows.Size + (effect.Map.Rows * Rows.Jump) : MapRows,
            map ? Columns.Size + (effect.Map.Columns * Columns.Jump) : MapColumns,
            HasGaps || effect.HasGaps,
            Math.Max(Ram, effect.Ram));
    }
}

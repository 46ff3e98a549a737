namespace Mnist.Domain.Analysis;

/// <summary>Rows x columns of an activation.</summary>
/// <param name="Rows">At least one.</param>
/// <param name="Columns">At least one.</param>
internal sealed record Grid(AxisPositions Rows, AxisPositions Columns)
{
    public bool Contains(Grid other) => Rows.Contains(other.Rows) && Columns.Contains(other.Columns);
}

/// <summary>A set of positions of an activation: one grid, or several where branches of a block read different rows or columns.</summary>
/// <remarks>More than <see cref="MostGrids"/> grids become the one around them.</remarks>
/// <param name="Grids">None inside another; their union is meant.</param>
internal sealed record Area(ValueList<Grid> Grids)
{
    private const int MostGrids = 64;

    public static Area All(Shape shape) => new([new(AxisPositions.All(shape.Height), AxisPositions.All(shape.Width))]);

    public AxisPositions Rows => AxisPositions.Union(Grids.Select(g => g.Rows));

    public AxisPositions Columns => AxisPositions.Union(Grids.Select(g => g.Columns));

    /// <summary>Number of positions: rows with the same grids are counted together.</summary>
    public long Count
    {
        get
        {
            var cuts = Grids.SelectMany(g => g.Rows.Stretches).SelectMany(s => new[] { s.First, s.Last + 1 }).Distinct().Order().ToList();
            return cuts.Zip(cuts.Skip(1), (from, to) =>
                (to - from) * AxisPositions.Union(Grids.Where(g => g.Rows.Contains(from)).Select(g => g.Columns)).Count).Sum();
        }
    }

    public Area Union(Area other)
    {
        var all = new Area(other.Grids.Aggregate(Grids, Add));
        return all.Grids.Count > MostGrids ? new([new(all.Rows, all.Columns)]) : all;
    }

    /// <summary>The positions of its input that a window reads where it stands at one of these.</summary>
    public Area Read(Window window, Shape input) => new(Grids
        .Select(g => new Grid(
            g.Rows.Read(window.Kernel.Height, window.Stride.Height, window.Padding.Height, window.Dilation.Height, input.Height),
            g.Columns.Read(window.Kernel.Width, window.Stride.Width, window.Padding.Width, window.Dilation.Width, input.Width)))
        .Where(g => g.Rows.Stretches.Count > 0 && g.Columns.Stretches.Count > 0)
        .Aggregate((ValueList<Grid>)[], Add));

    /// <summary>The positions of its input that a value made of all of them depends on, where it is itself read.</summary>
    public Area ReadAll(Shape input) => Grids.Count == 0 ? this : All(input);

    private static ValueList<Grid> Add(ValueList<Grid> grids, Grid next) =>
        grids.Any(g => g.Contains(next)) ? grids : [.. grids.Where(g => !next.Contains(g)), next];
}

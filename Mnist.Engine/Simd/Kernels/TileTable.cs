using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>What describes the tiles of some rows, those of each unit of rows behind those of the one before it.</summary>
internal sealed unsafe class TileTable : IDisposable
{
    private readonly NativeBuffer<int> values;
    private readonly NativeBuffer<int> ends;

    /// <summary>Builds the table.</summary>
    /// <param name="units">The values of each unit's tiles.</param>
    public TileTable(IEnumerable<IEnumerable<int>> units)
    {
        var (all, starts) = (new List<int>(), new List<int> { 0 });
        foreach (var unit in units)
        {
            all.AddRange(unit);
            starts.Add(all.Count);
        }

        (values, ends) = (new([.. all]), new([.. starts]));
    }

    /// <summary>The first value of a unit's tiles; with the number of units, the end of all.</summary>
    /// <param name="unit">Which unit.</param>
    public int* From(int unit) => values.Pointer + ends.Pointer[unit];

    /// <inheritdoc/>
    public void Dispose()
    {
        values.Dispose();
        ends.Dispose();
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mnist.Engine.Simd.Memory;

/// <summary>
/// Memory outside the collected heap, aligned to a cache line and zero at first, so that kernels may keep pointers into it.
/// </summary>
/// <typeparam name="T">Numbers or structures of numbers.</typeparam>
internal sealed unsafe class NativeBuffer<T> : SafeHandleZeroOrMinusOneIsInvalid
    where T : unmanaged
{
    private const nuint CacheLine = 64;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Number of values, at least 0.</param>
    public NativeBuffer(long length)
        : base(ownsHandle: true)
    {
        Length = length;
        var bytes = (nuint)Math.Max(length, 1) * (nuint)sizeof(T);
        NativeUse.AllocatedByThread += (long)bytes;
        var memory = NativeMemory.AlignedAlloc(bytes, bytes >= LargePages.Size ? LargePages.Size : CacheLine);
        LargePages.AskFor(memory, bytes);
        NativeMemory.Clear(memory, bytes);
        SetHandle((nint)memory);
    }

    /// <summary>Allocates a copy.</summary>
    /// <param name="values">What it holds.</param>
    public NativeBuffer(ReadOnlySpan<T> values)
        : this(values.Length) => values.CopyTo(Span);

    /// <summary>Number of values.</summary>
    public long Length { get; }

    /// <summary>First value.</summary>
    public T* Pointer => (T*)handle;

    /// <summary>All values, of which there must be at most 2^31 - 1.</summary>
    public Span<T> Span => new(Pointer, checked((int)Length));

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree(Pointer);
        return true;
    }
}

/// <summary>Native memory as the garbage collector counts its own: all that a thread has asked for so far.</summary>
internal static class NativeUse
{
    /// <summary>Bytes allocated on this thread, those freed again included.</summary>
    [field: ThreadStatic]
    public static long AllocatedByThread { get; set; }
}

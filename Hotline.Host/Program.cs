Console.WriteLine("Hotline");
